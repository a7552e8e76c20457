package com.pickatime.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.platform.ids.BusinessId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldCipherTest {

    private static final String BIRTH_DATE = "2012-04-12";

    private final FieldCipher cipher = Keysets.generate().fieldCipher();
    private final byte[] sealed = cipher.seal(new BusinessId("springfield"), "s-1", "birthDate", BIRTH_DATE);

    @Test
    void opensWhatItSealed() {
        assertThat(cipher.open(new BusinessId("springfield"), "s-1", "birthDate", sealed))
                .isEqualTo(BIRTH_DATE);
    }

    @Test
    void hidesTheText() {
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(BIRTH_DATE);
        assertThat(cipher.seal(new BusinessId("springfield"), "s-1", "birthDate", BIRTH_DATE))
                .isNotEqualTo(sealed);
    }

    @ParameterizedTest
    @CsvSource({
        "shelbyville, s-1, birthDate",
        "springfield, s-2, birthDate",
        "springfield, s-1, email",
        "springfields, -1, birthDate",
        "springfield, s-1b, irthDate"
    })
    void opensNowhereElse(String businessId, String subject, String field) {
        assertThatThrownBy(() -> cipher.open(new BusinessId(businessId), subject, field, sealed))
                .isInstanceOf(UnreadableFieldException.class)
                .hasMessageContaining("PICKATIME_KEYSETS")
                .hasMessageNotContaining(BIRTH_DATE);
    }

    @Test
    void noticesAChangedByte() {
        sealed[sealed.length - 1] ^= 1;

        assertThatThrownBy(() -> cipher.open(new BusinessId("springfield"), "s-1", "birthDate", sealed))
                .isInstanceOf(UnreadableFieldException.class);
    }
}
