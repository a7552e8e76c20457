package com.pickatime.sso.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class NameIdTest {

    @Test
    void doesNotShowThePerson() {
        assertThat(new NameId("ada@school.example", "urn:f", "idp-of-ada", "sp"))
                .hasToString("NameId[format=urn:f]");
    }

    @Test
    void isNeverBlank() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NameId(" ", null, null, null));
    }

    @Test
    void equalsOnlyAllFourParts() {
        var name = new NameId("ada", "urn:f", "idp", "sp");

        assertThat(name).isEqualTo(new NameId("ada", "urn:f", "idp", "sp"));
        assertThat(name).isNotEqualTo(new NameId("ada", "urn:f", "idp", null));
        assertThat(name).isNotEqualTo(new NameId("Ada", "urn:f", "idp", "sp"));
    }
}
