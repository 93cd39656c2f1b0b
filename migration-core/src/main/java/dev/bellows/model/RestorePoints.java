package dev.bellows.model;

/**
 * Who makes restore points, and before what. A call makes at most one each time that it takes the lock, and none where nothing
 * would run.
 */
public record RestorePoints(RestorePointMaker maker, When when) {
    /** Before what. */
    public enum When {
        /**
         * Before the first contract, or migration that breaks running code untagged. Not in a database that is built from nothing:
         * there is nothing to go back to.
         */
        CONTRACT,
        /** Before anything, a down too. */
        ALWAYS
    }

    /** Before the first contract of a run. */
    public static RestorePoints beforeContracts(RestorePointMaker maker) {
        return new RestorePoints(maker, When.CONTRACT);
    }

    /** Before anything runs. */
    public static RestorePoints beforeAnything(RestorePointMaker maker) {
        return new RestorePoints(maker, When.ALWAYS);
    }
}
