package dev.bellows.run;

import dev.bellows.model.Build;
import dev.bellows.model.Settings;
import javax.sql.DataSource;

/** What one call works with: where the database is, what was asked for, who listens, and the files as they were read. */
record Call(DataSource dataSource, Settings settings, Hearing listener, Build build) {}
