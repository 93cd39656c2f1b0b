package dev.bellows.run;

import dev.bellows.model.Build;
import dev.bellows.model.RestorePoints;
import dev.bellows.model.Settings;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What one call works with: where the database is, what was asked for, who listens, who makes restore points, and the files.
 */
record Call(
        DataSource dataSource,
        Settings settings,
        Hearing listener,
        @Nullable RestorePoints restorePoints,
        ReadAhead files) {
    /** The files. */
    Build build() {
        return files.build();
    }
}
