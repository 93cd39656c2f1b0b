package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments that nobody understands: what a person reads, word for word. */
class UsageProblemTest {
    private static Caller caller() {
        return new Caller(Map.of(), Path.of("").toAbsolutePath(), null);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '`', textBlock = """
            aply                          | there is no command 'aply'; did you mean apply?         | bellows apply --help
            dwon                          | there is no command 'dwon'; did you mean down?            | bellows down --help
            apply --nope                  | there is no option '--nope'                               | bellows apply --help
            APPLY                         | there is no command 'APPLY'; did you mean apply?        | bellows apply --help
            stat                          | there is no command 'stat'; did you mean status?        | bellows status --help
            migrate                       | there is no command 'migrate'; did you mean apply?      | bellows apply --help
            plan                          | there is no command 'plan'; did you mean apply --dry-run? | bellows apply --help
            rollback                      | there is no command 'rollback'; did you mean down?      | bellows down --help
            frobnicate                    | there is no command 'frobnicate'                        | bellows --help
            help aply                     | there is no command 'aply'; did you mean apply?         | bellows apply --help
            apply --dryrun                | there is no option '--dryrun'; did you mean --dry-run?  | bellows apply --help
            apply --DRY-RUN               | there is no option '--DRY-RUN'; did you mean --dry-run? | bellows apply --help
            apply --migration x           | there is no option '--migration'; did you mean --migrations? | bellows apply --help
            apply --mig=x                 | there is no option '--mig'; did you mean --migrations?  | bellows apply --help
            status --dryrun               | there is no option '--dryrun'; did you mean --dry-run of apply and quarantine? | bellows status --help
            status --dry-run              | --dry-run belongs to apply and quarantine, not to status               | bellows status --help
            status --to 3                 | --to belongs to apply, down and squash, not to status   | bellows status --help
            --dry-run apply               | --dry-run belongs to apply and quarantine: write it after the command  | bellows apply --dry-run, or bellows quarantine --dry-run
            --to 3 down                   | --to belongs to apply, down and squash: write it after the command | bellows apply --to, or bellows down --to, or bellows squash --to
            apply -U me                   | there is no option '-U'; did you mean --user?           | bellows apply --help
            apply --host h                | there is no option '--host'; did you mean --url?        | bellows apply --help
            apply -x                      | there is no option '-x'                                 | bellows apply --help
            apply --frobnicate=hunter2    | there is no option '--frobnicate'                       | bellows apply --help
            apply -xhunter2               | there is no option '-x'                                 | bellows apply --help
            apply --password hunter2      | no option takes a password: it would be seen in the list of processes | --password-file FILE, or BELLOWS_PASSWORD or PGPASSWORD in the environment
            status --password=hunter2     | no option takes a password: it would be seen in the list of processes | --password-file FILE, or BELLOWS_PASSWORD or PGPASSWORD in the environment
            baseline --password hunter2   | no option takes a password: it would be seen in the list of processes | --password-file FILE, or BELLOWS_PASSWORD or PGPASSWORD in the environment
            apply 0042                    | apply takes no argument: '0042'                         | bellows apply --to 0042
            status 0042                   | status takes no argument: '0042'                        | bellows status --help
            apply status                  | one command at a time: 'status' after apply             | bellows apply --help
            apply postgresql://u:hunter2@h/d | a URL is not expected here                           | a URL follows its option: --url URL
            postgresql://u:hunter2@h/d    | a URL is not expected here                              | a URL follows its option: --url URL
            baseline 1 2                  | baseline takes one V: '2' is one too many               | bellows baseline V [options]
            baseline                      | baseline needs V: the last version that is there; 0 when none is | bellows baseline V [options]
            new                           | new needs DESCRIPTION: a few words, which become the file's name; or a change, and what it is about | bellows new DESCRIPTION [options]
            completion                    | completion needs bash|zsh|fish: your shell              | bellows completion bash|zsh|fish [options]
            completion tcsh               | bash|zsh|fish: "tcsh" is no shell that is known here: write bash, zsh or fish | bellows completion --help
            apply --to                    | --to needs a value                                      | bellows apply --to V
            apply --to --dry-run          | --to needs a value                                      | bellows apply --to V
            apply --phase                 | --phase needs a value                                   | bellows apply --phase expand|contract|all
            baseline --url                | --url needs a value                                     | bellows baseline V --url URL|embedded
            apply --phase later           | --phase: "later" is no phase: write expand, contract or all | bellows apply --help
            apply --to x1                 | --to: "x1" is not a version: a version is a number such as 0042 | bellows apply --help
            down --steps 0                | --steps: "0" is not a number from 1 on                  | bellows down --help
            apply --dry-run=yes           | --dry-run takes no value                                | write --dry-run alone, or leave it out
            apply --url a --url b         | --url is given twice                                    | keep one of them
            resolve 3                     | what was decided is missing                             | `bellows resolve V (--as … | --accept-checksum … | --missing …) [options]`
            resolve 3 --as                | --as needs a value                                      | bellows resolve V --as applied|reverted|resume-at:N
            resolve 3 --as applied --missing x | --as, --accept-checksum, --missing exclude each other: one decision is made at a time | bellows resolve --help
            """)
    void whatIsWrongAndWhatToType(String arguments, String message, String next) {
        Ended ended = caller().call(arguments.split(" +"));

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).isEqualTo("error: " + message + "\nnext: " + next + "\n");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void aMisspeltVariableIsNotMissedAndAStrangersIsPassedOver() {
        Caller caller = caller().with("BELLOWS_PHASES", "expand")
                .with("BELLOWS_LOKC_TIMEOUT", "1s")
                .with("BELLOWS_SERVICE_HOST", "10.0.0.1")
                .with("BELLOWS_PORT", "tcp://10.0.0.1:80")
                .with("BELLOWS_JAVA_OPTS", "-Xmx1g")
                .with("BELLOWS_PHASE", "expand");

        assertThat(caller.call("apply").err())
                .startsWith("""
                        error: BELLOWS_LOKC_TIMEOUT is no setting; did you mean BELLOWS_LOCK_TIMEOUT?
                        error: BELLOWS_PHASES is no setting; did you mean BELLOWS_PHASE?
                        """)
                .doesNotContain("SERVICE_HOST", "BELLOWS_PORT", "JAVA_OPTS");
        assertThat(caller.call("version").exit()).isZero();
    }

    @Test
    void aValueFromAVariableIsNamedAfterTheVariable() {
        assertThat(caller().with("BELLOWS_PHASE", "later").call("apply").err())
                .startsWith("error: BELLOWS_PHASE: \"later\" is no phase: write expand, contract or all\n");
        assertThat(caller().with("BELLOWS_DRY_RUN", "perhaps").call("apply").err())
                .startsWith("error: BELLOWS_DRY_RUN is neither true nor false\n");
        assertThat(caller().with("BELLOWS_JSON", "no").call("apply").err())
                .startsWith("error: BELLOWS_JSON is neither true nor false\n");
    }
}
