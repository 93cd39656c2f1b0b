package dev.bellows;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.bellows.adopt.Tools;
import dev.bellows.model.BellowsException;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.source.Layouts;
import dev.bellows.source.LintPlace;
import dev.bellows.source.LintSources;
import dev.bellows.source.Past;
import dev.bellows.source.TypedPath;
import org.junit.jupiter.api.Test;

/** The house stands as its plan says: arrows point downwards, without circles, and few rooms see the database. */
class ArchitectureTest {
    private static final String[] LINTER = {
        "dev.bellows.sql..", "dev.bellows.schema..", "dev.bellows.effect..", "dev.bellows.lint.."
    };
    private static final String[] DATABASE = {"java.sql..", "javax.sql..", "org.postgresql.."};

    /** What the command line and other applications may name; everything else is public only for its neighbours. */
    private static final String[] INSIDE = {
        "dev.bellows.source..", "dev.bellows.ledger..", "dev.bellows.adopt..", "dev.bellows.run..", "dev.bellows.gate.."
    };

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // Other modules' tests come as jars, which the option above does not know.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.bellows");

    @Test
    void arrowsPointDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.bellows..")
                .layer("linter")
                .definedBy(LINTER)
                .layer("model")
                .definedBy("dev.bellows.model")
                .layer("code")
                .definedBy("dev.bellows.code")
                .layer("source")
                .definedBy("dev.bellows.source")
                .layer("plan")
                .definedBy("dev.bellows.plan")
                .layer("ledger")
                .definedBy("dev.bellows.ledger")
                .optionalLayer("gate")
                .definedBy("dev.bellows.gate")
                .layer("quarantine")
                .definedBy("dev.bellows.quarantine")
                .layer("adopt")
                .definedBy("dev.bellows.adopt")
                .layer("run")
                .definedBy("dev.bellows.run")
                .layer("façade")
                .definedBy("dev.bellows")
                .whereLayer("linter")
                .mayNotAccessAnyLayer()
                .whereLayer("model")
                .mayOnlyAccessLayers("linter")
                .whereLayer("code")
                .mayOnlyAccessLayers("model", "linter")
                .whereLayer("source")
                .mayOnlyAccessLayers("model", "linter")
                .whereLayer("plan")
                .mayOnlyAccessLayers("model", "linter")
                .whereLayer("ledger")
                .mayOnlyAccessLayers("model", "linter")
                .whereLayer("gate")
                .mayOnlyAccessLayers("ledger", "plan", "model", "linter")
                .whereLayer("quarantine")
                .mayOnlyAccessLayers("ledger", "plan", "model", "linter")
                .whereLayer("adopt")
                .mayOnlyAccessLayers("ledger", "plan", "source", "model", "linter")
                .whereLayer("run")
                .mayOnlyAccessLayers(
                        "adopt", "gate", "quarantine", "ledger", "plan", "source", "code", "model", "linter")
                .whereLayer("façade")
                .mayNotBeAccessedByAnyLayer()
                .check(HOUSE);
    }

    @Test
    void noPackagesGoInCircles() {
        slices().matching("dev.bellows.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void planningIsPure() {
        noClasses()
                .that()
                .resideInAPackage("dev.bellows.plan")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio..", "java.net.."))
                .check(HOUSE);
    }

    @Test
    void theModelKnowsNoFilesAndNoNetwork() {
        noClasses()
                .that()
                .resideInAPackage("dev.bellows.model")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.net.."))
                .check(HOUSE);
    }

    @Test
    void onlyTheseSeeTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.bellows",
                        // Other tools' tables: it reads them, in a transaction of the run's, and writes nothing.
                        "dev.bellows.adopt",
                        "dev.bellows.code",
                        "dev.bellows.run",
                        "dev.bellows.ledger",
                        "dev.bellows.gate",
                        "dev.bellows.quarantine")
                .should()
                .dependOnClassesThat(resideInAnyPackage(DATABASE))
                .check(HOUSE);
    }

    @Test
    void theLinterIsTextInDataOut() {
        noClasses()
                .that()
                .resideInAnyPackage(LINTER)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "java.nio.file..", "java.net.."))
                .check(HOUSE);
    }

    /** A user meets one family of exceptions; a script's own is turned into a refusal before it reaches anybody. */
    @Test
    void everyExceptionIsOneOfTheFamilyOrStaysInside() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .and()
                .resideInAnyPackage("dev.bellows", "dev.bellows.model", "dev.bellows.plan")
                .and()
                .doNotBelongToAnyOf(UnreadableScriptException.class)
                .should()
                .beAssignableTo(BellowsException.class)
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAnyPackage("dev.bellows")
                .should()
                .dependOnClassesThat(resideInAnyPackage(INSIDE).and(assignableTo(Throwable.class)))
                .check(HOUSE);
    }

    @Test
    void publicIsWhatAnotherPackageNeeds() {
        classes()
                .that()
                .resideInAnyPackage(INSIDE)
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and()
                // The command line lints without an engine, and offers names for completion.
                .doNotBelongToAnyOf(
                        LintSources.class, LintPlace.class, Layouts.class, Past.class, TypedPath.class, Tools.class)
                .should(beNeededByAnotherPackage())
                .check(HOUSE);
    }

    @Test
    void theFacadeIsOneClassAndThatForMany() {
        classes()
                .that()
                .resideInAPackage("dev.bellows")
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should()
                .be(Bellows.class)
                .orShould()
                .be(Fleet.class)
                .check(HOUSE);
    }

    private static ArchCondition<JavaClass> beNeededByAnotherPackage() {
        return new ArchCondition<>("be needed by another package") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean needed = item.getDirectDependenciesToSelf().stream()
                        .anyMatch(dependency ->
                                !dependency.getOriginClass().getPackageName().equals(item.getPackageName()));
                events.add(new SimpleConditionEvent(
                        item, needed, item.getName() + " is public, and only its own package uses it"));
            }
        };
    }
}
