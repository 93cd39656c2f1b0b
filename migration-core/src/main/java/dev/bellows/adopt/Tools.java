package dev.bellows.adopt;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import java.util.List;

/** The tools whose history can be taken over. */
public final class Tools {
    private static final List<Tool> ALL = List.of(
            new FlywayTool(),
            new LiquibaseTool(),
            new GolangMigrateTool(),
            new GooseTool(),
            new DbmateTool(),
            new DrizzleTool(),
            new DieselTool(),
            new PrismaTool(),
            new KnexTool(),
            // https://docs.djangoproject.com/en/5.2/topics/migrations/
            new HistoryTool("django", "django_migrations", "app || '.' || name, id", "id"),
            // https://guides.rubyonrails.org/active_record_migrations.html
            new HistoryTool("rails", "schema_migrations", "version", "length(version), version"),
            // https://sqitch.org/docs/manual/sqitchtutorial/
            new HistoryTool("sqitch", "sqitch.changes", "project || ':' || change, change_id", "committed_at"),
            new AtlasTool(),
            new CaracalTool());

    private Tools() {}

    /** What {@code --from} takes. */
    public static List<String> names() {
        return ALL.stream().map(Tool::name).toList();
    }

    /**
     * The tool of a name.
     *
     * @throws ConfigurationException when there is none
     */
    static Tool named(String name) {
        return ALL.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "there is no tool '" + name + "' to adopt from; choose one of: " + String.join(", ", names()),
                        Report.EMPTY));
    }
}
