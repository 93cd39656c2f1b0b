package dev.bellows.model;

import java.util.List;
import java.util.stream.Collectors;

/** The plan refuses; nothing ran. The report holds every refusal. */
public final class RefusedException extends BellowsException {
    public RefusedException(List<Refusal> refusals, Report report) {
        super(
                refusals.stream()
                        .map(refusal -> refusal.code() + ": " + refusal.cause() + "; " + refusal.next())
                        .collect(Collectors.joining("\n")),
                report.refused(refusals),
                null);
    }

    @Override
    public int exitCode() {
        return 3;
    }
}
