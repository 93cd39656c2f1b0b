package dev.bellows.run;

import dev.bellows.ledger.Ledger;
import dev.bellows.model.Listener;
import dev.bellows.model.Throttle;
import dev.bellows.model.Timeouts;
import javax.sql.DataSource;

/** What a step needs to run: the session, its lock, the ledger, limits, who listens, and where a second
 * connection may be had. */
record Work(
        DataSource dataSource,
        Session session,
        RunnerLock lock,
        Ledger ledger,
        Timeouts timeouts,
        Throttle throttle,
        Listener listener,
        Neighbours neighbours) {}
