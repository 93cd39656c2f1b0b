package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterColumnType;
import dev.bellows.sql.tree.CheckConstraint;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.DefaultConstraint;
import dev.bellows.sql.tree.DoBlock;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.Grant;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.NotNullConstraint;
import dev.bellows.sql.tree.NullTest;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Operation;
import dev.bellows.sql.tree.Query;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Unrecognised;
import dev.bellows.sql.tree.Update;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlParserTest {
    /** A statement with an error, and all that is said of it. */
    record Wrong(String sql, String message) {}

    static List<Wrong> wrong() {
        return List.of(
                new Wrong("CREATE TABLE", "1:13: The statement is not complete. Expected a name."),
                new Wrong("SELECT 1 +", "1:11: The statement is not complete. Expected an expression."),
                new Wrong(
                        "CREATE TABLE t (\n  ä int, a int NOT NUL)",
                        "2:20: Syntax error at \"NUL\". Expected DEFERRABLE, ENFORCED or NULL."),
                new Wrong(
                        "xxx",
                        "1:1: Syntax error at \"xxx\". A statement begins with a word such as SELECT, CREATE or ALTER."),
                new Wrong("ALTER TABLE t ALTER c TYPE", "1:27: The statement is not complete. Expected a data type."),
                new Wrong("SELECT a = b = c", "1:12: Comparisons cannot be chained. Put one of them into parentheses."),
                new Wrong("SELECT U&'\\00'", "1:11: A Unicode escape has 4 hexadecimal digits."),
                new Wrong(
                        "CREATE TABLE t (a int) PARTITION BY magic (a)",
                        "1:37: A table is partitioned by RANGE, LIST or HASH."));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysWhereAndWhatWasExpected(Wrong one) {
        assertThatThrownBy(() -> parse(one.sql()))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessage("test.sql:" + one.message());
    }

    @Test
    void placesOfErrorsAreThoseOfTheScript() {
        StatementText second =
                SplitterTest.statements("SELECT 1;\n  SELECT\n 2 +").get(1);

        assertThatThrownBy(() -> new SqlParser(18).parse("test.sql", second)).hasMessageStartingWith("test.sql:3:5: ");
    }

    @Test
    void alterTableIsAListOfActions() {
        dev.bellows.sql.tree.AlterTable alter = (dev.bellows.sql.tree.AlterTable) parse("""
                ALTER TABLE IF EXISTS ONLY App."Users"
                    ADD COLUMN note varchar(10)[] NOT NULL DEFAULT 'x'::text || 1,
                    ALTER COLUMN at SET DATA TYPE timestamptz USING at::timestamp,
                    ADD CONSTRAINT owner FOREIGN KEY (a, b) REFERENCES o ON DELETE SET NULL NOT VALID,
                    ADD CHECK (a IS NOT NULL) NOT VALID
                """);

        assertThat(alter.ifExists()).isTrue();
        assertThat(alter.relation().only()).isTrue();
        assertThat(alter.relation().name()).hasToString("app.Users");
        AddColumn added = (AddColumn) alter.actions().get(0);
        assertThat(added.column().type().name()).isEqualTo("character varying");
        assertThat(added.column().type().modifiers()).containsExactly("10");
        assertThat(added.column().type().dimensions()).isEqualTo(1);
        assertThat(added.column().constraints())
                .hasExactlyElementsOfTypes(NotNullConstraint.class, DefaultConstraint.class);
        AlterColumnType retyped = (AlterColumnType) alter.actions().get(1);
        assertThat(retyped.type().name()).isEqualTo("timestamp with time zone");
        ForeignKeyConstraint key =
                (ForeignKeyConstraint) ((AddConstraint) alter.actions().get(2)).constraint();
        assertThat(key.attributes().notValid()).isTrue();
        assertThat(key.onDelete()).isEqualTo("SET NULL");
        assertThat(key.columns()).extracting(Identifier::name).containsExactly("a", "b");
        CheckConstraint check =
                (CheckConstraint) ((AddConstraint) alter.actions().get(3)).constraint();
        assertThat(check.expression()).isInstanceOfSatisfying(NullTest.class, test -> assertThat(test.not())
                .isTrue());
    }

    @Test
    void wordsMayBeDividedByComments() {
        Drop drop = (Drop) parse("DROP/**/MATERIALIZED--\nVIEW IF EXISTS v, s.w CASCADE");

        assertThat(drop.kind()).isEqualTo(ObjectKind.MATERIALIZED_VIEW);
        assertThat(drop.cascade()).isTrue();
        assertThat(drop.objects())
                .extracting(ObjectReference::name)
                .extracting(Object::toString)
                .containsExactly("v", "s.w");
    }

    @Test
    void indexesSayWhatStandsInThem() {
        CreateIndex index = (CreateIndex) parse(
                "CREATE UNIQUE INDEX CONCURRENTLY i ON t USING gin (lower(a) ops DESC, (b + 1)) INCLUDE (c) WHERE d");

        assertThat(index.concurrently()).isTrue();
        assertThat(index.name().name()).isEqualTo("i");
        assertThat(index.method().name()).isEqualTo("gin");
        assertThat(index.elements()).hasSize(2);
        assertThat(index.include()).hasSize(1);
        assertThat(index.where()).isNotNull();
        assertThat(parse("CREATE INDEX ON t (a)")).extracting("name", "method").containsOnlyNulls();
        assertThat(parse("CREATE INDEX ON t USING hash (a)")).extracting("name").isNull();
    }

    @Test
    void codeKnowsWhereItStands() {
        String sql = "DO LANGUAGE plpgsql $a$ BEGIN END $a$";
        DoBlock block = (DoBlock) parse(sql);

        assertThat(block.code().text()).isEqualTo(" BEGIN END ");
        assertThat(sql.substring(block.code().offset())).startsWith(" BEGIN END $a$");
        assertThat(((DoBlock) parse("DO 'it''s'")).code().offset()).isEqualTo(-1);
    }

    @Test
    void privilegesAreOnObjects() {
        Grant grant = (Grant)
                parse("REVOKE GRANT OPTION FOR select, insert (a) ON ALL TABLES IN SCHEMA x FROM PUBLIC CASCADE");

        assertThat(grant.revoke()).isTrue();
        assertThat(grant.grantOption()).isTrue();
        assertThat(grant.allInSchema()).isTrue();
        assertThat(grant.privileges()).extracting("name").containsExactly("SELECT", "INSERT");
    }

    @Test
    void whereSaysWhetherItIsThere() {
        assertThat(((Update) parse("UPDATE t SET a = 1")).where()).isNull();
        assertThat(((Update) parse("WITH x AS (DELETE FROM u RETURNING *) UPDATE t SET a = 1 WHERE b")).with())
                .hasSize(1);
        assertThat(((Query) parse("SELECT 1 UNION ALL SELECT 2 EXCEPT SELECT 3")).setOperators())
                .containsExactly("UNION ALL", "EXCEPT");
    }

    @Test
    void chainsOfOperatorsAreFlat() {
        CreateTable table = (CreateTable) parse("CREATE TABLE t (CHECK (a AND b AND c OR d + 1 - 2 > 0))");
        CheckConstraint check = (CheckConstraint)
                ((dev.bellows.sql.tree.TableConstraint) table.elements().get(0)).constraint();

        assertThat(check.expression()).isInstanceOfSatisfying(Operation.class, or -> {
            assertThat(or.is("OR")).isTrue();
            assertThat(((Operation) or.operands().get(0)).operands()).hasSize(3);
        });
    }

    @Test
    void whatHasNoRecordIsNamed() {
        assertThat(((Unrecognised) parse("CREATE CONVERSION c FOR 'a' TO 'b' FROM f")).kind())
                .isEqualTo("CREATE CONVERSION");
    }

    @Test
    void olderMajorsDoNotKnowNewerSyntax() {
        StatementText merge = SplitterTest.statements("MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE")
                .get(0);

        assertThat(new SqlParser(15).parse("test.sql", merge)).isNotNull();
        assertThatThrownBy(() -> new SqlParser(14).parse("test.sql", merge))
                .hasMessage("test.sql:1:1: PostgreSQL 14 does not know MERGE, which came with 15.");
        assertThatThrownBy(() -> new SqlParser(19)).isInstanceOf(IllegalArgumentException.class);
    }

    static Statement parse(String sql) {
        return new SqlParser(18).parse("test.sql", text(sql));
    }

    static StatementText text(String sql) {
        return new StatementText(1, new Span(0, sql.length(), 1, 1), sql, new TransactionUse.Inside(true));
    }
}
