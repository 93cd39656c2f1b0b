package dev.bellows.run;

import dev.bellows.model.Listener;
import dev.bellows.model.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes on what a call tells, and keeps its notices: its report has them too, for whoever reads nothing else. */
final class Hearing implements Listener {
    private final Listener listener;
    private final List<String> notices = new CopyOnWriteArrayList<>();

    Hearing(Listener listener) {
        this.listener = listener;
    }

    /** A notice is passed on once: what a trial has told need not be told by what was tried. */
    @Override
    public void on(Progress progress) {
        if (progress instanceof Progress.Notice notice) {
            if (notices.contains(notice.text())) {
                return;
            }
            notices.add(notice.text());
        }
        listener.on(progress);
    }

    /** What was said by now, in order. */
    List<String> notices() {
        return notices;
    }
}
