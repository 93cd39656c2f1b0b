package dev.bellows.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The hash of an entry, which must never change: it is in people's ledgers. Written down from {@code printf | sha256sum}. */
class EntryHashTest {
    private static final String SHA_256_OF_EVERY_FIELD =
            "45616aef338e37d63e4a8e5f7ef17d9c4af0d4d4842e0eb2ea8510444e4aabf5";

    private static final String SHA_256_OF_NOTHING_BUT_THE_NEEDED =
            "4d50288551de8c5748d1cb3a3b51e26d694c1acb50d8fa6b7c7fef5940611e73";

    /** 1:1 1:7 7:applied 4:down 4:main 4:0042 10:été 😀 8:contract 4:0041 3:1:c 3:1:p 1:2 1:3 4:0043 … without the blanks between. */
    @Test
    void everyFieldCountsInTheOrderOfThePage() {
        Entry entry = new Entry(
                7,
                EventKind.APPLIED,
                "down",
                "main",
                "0042",
                "été 😀",
                "contract",
                "0041",
                "1:c",
                "1:p",
                2,
                3,
                "0043",
                "1.4.0",
                "run-1",
                "postgres",
                "db.example",
                "0.1.0",
                1,
                "7301",
                1795255200000001L,
                -5L,
                "42P01",
                "it's \"no\"\n",
                "resume",
                "because",
                "{}",
                "9f",
                "");

        assertThat(EntryHash.of(entry)).isEqualTo(SHA_256_OF_EVERY_FIELD);
        assertThat(EntryHash.of(entry.withHash("another")))
                .as("the hash is not over itself")
                .isEqualTo(SHA_256_OF_EVERY_FIELD);
    }

    @Test
    void whatIsMissingIsADashAndWhatIsEmptyIsNot() {
        assertThat(EntryHash.of(sparse(null))).isEqualTo(SHA_256_OF_NOTHING_BUT_THE_NEEDED);
        assertThat(EntryHash.of(sparse("-"))).isNotEqualTo(SHA_256_OF_NOTHING_BUT_THE_NEEDED);
        assertThat(EntryHash.of(sparse(""))).isNotEqualTo(SHA_256_OF_NOTHING_BUT_THE_NEEDED);
    }

    private static Entry sparse(@Nullable String detail) {
        return new Entry(
                1,
                EventKind.UPGRADED,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "r",
                "u",
                "h",
                "t",
                1,
                "7301",
                0,
                null,
                null,
                null,
                detail,
                null,
                null,
                "",
                "");
    }
}
