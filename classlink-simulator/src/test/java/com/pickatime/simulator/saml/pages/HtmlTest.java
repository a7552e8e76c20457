package com.pickatime.simulator.saml.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void escapesText() {
        assertThat(Html.text("<b title=\"O'Hara\">&").markup()).doesNotContain("<", ">", "\"", "'");
    }

    @Test
    void fillsEveryHole() {
        assertThat(Html.template("relay-state.html", Map.of("relayState", Html.text("/a?b=$1&c")))
                        .markup())
                .contains("value=\"/a?b=$1&amp;c\"");
    }

    @Test
    void leavesNoHoleEmpty() {
        assertThatThrownBy(() -> Html.template("relay-state.html", Map.of())).hasMessageContaining("relayState");
    }
}
