package com.pickatime.platform.ids;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.core.convert.support.DefaultConversionService;

class ImportIdTest {

    @Test
    void isTheSameForTheSameReason() {
        assertThat(ImportId.forReason("oak/activated/1")).isEqualTo(ImportId.forReason("oak/activated/1"));
        assertThat(ImportId.forReason("oak/activated/1")).isNotEqualTo(ImportId.forReason("oak/activated/2"));
        assertThat(ImportId.fresh()).isNotEqualTo(ImportId.fresh());
    }

    @Test
    void idsAreReadFromPathsAsTheyAre() {
        var conversion = new DefaultConversionService();

        assertThat(conversion.convert("run-7", ImportId.class)).isEqualTo(new ImportId("run-7"));
        assertThat(conversion.convert("oak", BusinessId.class)).isEqualTo(new BusinessId("oak"));
        assertThat(conversion.convert("7179", ContactId.class)).isEqualTo(new ContactId("7179"));
    }
}
