package com.pickatime.imports.plan.staging.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RowSealTest {

    private static final byte[] ROW = "Hummingbird, 2012-12-30".getBytes(StandardCharsets.UTF_8);

    private final RowSeal seal = RowSeal.fresh();

    @Test
    void opensWhatItSealed() {
        assertThat(seal.open(7, seal.seal(7, ROW))).isEqualTo(ROW);
    }

    @Test
    void hidesWhatItSealed() {
        assertThat(new String(seal.seal(7, ROW), StandardCharsets.ISO_8859_1)).doesNotContain("Hummingbird", "2012");
    }

    @Test
    void opensNothingOfAnotherRun() {
        var sealed = RowSeal.fresh().seal(7, ROW);

        assertThatIllegalStateException().isThrownBy(() -> seal.open(7, sealed));
    }

    @Test
    void opensNoRowInThePlaceOfAnother() {
        var sealed = seal.seal(7, ROW);

        assertThatIllegalStateException().isThrownBy(() -> seal.open(8, sealed));
    }
}
