package com.pickatime.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.ids.BusinessId;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PersonHashesTest {

    private static final KeyedHash HASH = Keysets.generate().keyedHash();
    private static final BusinessId OAK = new BusinessId("oak");

    @Test
    void areEqualForOneNameHoweverItIsWritten() {
        assertThat(PersonHashes.name(HASH, OAK, " zoe\u0308", "O'BRIEN  Smith"))
                .isEqualTo(PersonHashes.name(HASH, OAK, "Zo\u00eb", "O'Brien Smith"));
        assertThat(PersonHashes.name(HASH, OAK, null, "Simpson"))
                .isEqualTo(PersonHashes.name(HASH, OAK, "", "simpson"));
    }

    @Test
    void differForOtherNamesDatesBusinessesAndKeys() {
        assertThat(Stream.of(
                                PersonHashes.name(HASH, OAK, "Bart", "Simpson"),
                                PersonHashes.name(HASH, OAK, "Simpson", "Bart"),
                                PersonHashes.name(HASH, OAK, "Bart Simpson", ""),
                                PersonHashes.name(HASH, OAK, "", "Bart Simpson"),
                                PersonHashes.name(HASH, new BusinessId("elm"), "Bart", "Simpson"),
                                PersonHashes.name(Keysets.generate().keyedHash(), OAK, "Bart", "Simpson"),
                                PersonHashes.birthDate(HASH, OAK, "2012-02-23"),
                                PersonHashes.birthDate(HASH, OAK, "2012-02-24"),
                                PersonHashes.birthDate(HASH, new BusinessId("elm"), "2012-02-23"))
                        .map(HexFormat.of()::formatHex))
                .doesNotHaveDuplicates();
    }
}
