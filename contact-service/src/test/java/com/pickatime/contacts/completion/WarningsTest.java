package com.pickatime.contacts.completion;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.contacts.ledger.ImportCounts;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.events.ImportWarning;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {

    private static final RunKey RUN = new RunKey(new ImportId("run"), new BusinessId("b"), 1);
    private static final Receipt COMPARED = new Receipt(List.of(), false);

    @Test
    void sayNothingAboutAnImportThatWentAsPlanned() {
        assertThat(Warnings.about(counts(10, 0, 10, true), COMPARED, 0)).isEmpty();
    }

    @Test
    void sayHowManyRecordsWereRefused() {
        assertThat(Warnings.about(counts(8, 2, 10, true), COMPARED, 0))
                .extracting(ImportWarning::getCode, ImportWarning::getCount)
                .containsExactly(org.assertj.core.api.Assertions.tuple("RECORDS_REFUSED", 2L));
    }

    @Test
    void tellMissingSurplusAndAlteredRecordsApart() {
        assertThat(code(counts(7, 1, 10, false))).contains("RECORDS_MISSING");
        assertThat(code(counts(11, 0, 10, false))).containsExactly("RECORDS_SURPLUS");
        assertThat(code(counts(10, 0, 10, false))).containsExactly("RECORDS_ALTERED");
    }

    @Test
    void sayHowManyParentsWaitForABirthDate() {
        assertThat(Warnings.about(counts(10, 0, 10, true), COMPARED, 7))
                .extracting(ImportWarning::getCode, ImportWarning::getCount)
                .containsExactly(org.assertj.core.api.Assertions.tuple("PARENTS_WAITING_FOR_BIRTH_DATES", 7L));
    }

    @Test
    void sayThatNothingWasCompared() {
        assertThat(Warnings.about(counts(10, 0, 10, true), Receipt.notCompared(), 0))
                .extracting(ImportWarning::getCode)
                .containsExactly("RECEIPT_SUPERSEDED");
    }

    private static List<String> code(ImportCounts counts) {
        return Warnings.about(counts, COMPARED, 0).stream()
                .map(ImportWarning::getCode)
                .toList();
    }

    private static ImportCounts counts(long applied, long refused, long expected, boolean same) {
        return new ImportCounts(RUN, applied, refused, expected, 12, same);
    }
}
