package dev.bellows.quarantine;

import dev.bellows.Bellows;
import dev.bellows.model.Progress;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;

/** What a run says beside its report. */
final class Notices {
    private final List<String> said = new ArrayList<>();

    /** The façade whose notices are kept here, with the names of files alone. */
    Bellows on(TestDatabase db) {
        return db.bellows().listener(progress -> {
            if (progress instanceof Progress.Notice notice) {
                said.add(notice.text().replace(db.folder() + "/", ""));
            }
        });
    }

    List<String> said() {
        return said;
    }
}
