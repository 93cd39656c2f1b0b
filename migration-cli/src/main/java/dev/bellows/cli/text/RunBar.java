package dev.bellows.cli.text;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** The library's progress bar as a text: it is one line of an area that we draw ourselves, when we do. */
final class RunBar implements AutoCloseable {
    private final Rendered rendered = new Rendered();
    private final ProgressBar bar;

    RunBar(int steps, boolean unicode) {
        bar = new ProgressBarBuilder()
                .setTaskName("migrations")
                .setInitialMax(steps)
                .setStyle(unicode ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .hideEta()
                // Its time goes on while its steps do not.
                .continuousUpdate()
                // Its own clock would draw whenever it likes.
                .setUpdateIntervalMillis((int) Duration.ofDays(20).toMillis())
                .setConsumer(rendered)
                .build();
    }

    /** The bar with this many steps done, no wider than the width. */
    String text(int done, int width) {
        rendered.width = width;
        bar.stepTo(done);
        bar.refresh();
        return Cells.fit(rendered.text.strip(), width);
    }

    @Override
    public void close() {
        bar.close();
    }

    /** Keeps what the library would print. */
    private static final class Rendered implements ProgressBarConsumer {
        private volatile int width = 80;
        private volatile String text = "";

        @Override
        public int getMaxRenderedLength() {
            return width;
        }

        @Override
        public void accept(String rendered) {
            text = rendered;
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
