package dev.bellows.cli;

import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Arguments that nobody understands, in our words. */
final class UsageProblem {
    private UsageProblem() {}

    /** What is wrong. Arguments may hold passwords by mistake, so not all of them are repeated. */
    static String message(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (problem instanceof MissingParameterException missing
                && missing.getMissing().stream().anyMatch(argument -> argument.group() != null)) {
            return "what was decided is missing: --as applied|reverted|resume-at:N, --accept-checksum REASON or"
                    + " --missing REASON";
        }
        String message =
                String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
        return message.isEmpty()
                ? "the arguments are not understood"
                : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private static String unmatched(UnmatchedArgumentException problem) {
        String first =
                problem.getUnmatched().isEmpty() ? "" : problem.getUnmatched().get(0);
        if (first.matches("(?s)(--password|--pass|-W|-p)(=.*)?")) {
            return "no option takes a password: it would be seen in the list of processes";
        }
        String name = first.startsWith("-") ? first.split("=", 2)[0] : first;
        String shown = name.contains("://") ? "a URL" : "'" + name + "'";
        List<String> suggestions = problem.getSuggestions();
        String what = first.startsWith("-") ? "there is no option " + shown : shown + " is not expected here";
        boolean command = problem.getCommandLine().getParent() == null && !first.startsWith("-");
        if (command) {
            what = "there is no command " + shown;
        }
        return suggestions.isEmpty() ? what : what + "; did you mean " + String.join(", ", suggestions) + "?";
    }

    /** What to do. */
    static String next(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().isEmpty()
                    ? ""
                    : unmatched.getUnmatched().get(0);
            if (first.matches("(?s)(--password|--pass|-W|-p)(=.*)?")) {
                return "--password-file FILE, or BELLOWS_PASSWORD or PGPASSWORD in the environment";
            }
            if (first.contains("://")) {
                return "a URL follows its option: --url URL";
            }
        }
        return problem.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    }
}
