package dev.bellows.scaffold;

/** A set of migrations that cannot be made of what was asked for. */
public final class ScaffoldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String next;

    ScaffoldException(String problem, String next) {
        super(problem);
        this.next = next;
    }

    /** What is wrong. */
    public String problem() {
        return String.valueOf(getMessage());
    }

    /** What to do. */
    public String next() {
        return next;
    }
}
