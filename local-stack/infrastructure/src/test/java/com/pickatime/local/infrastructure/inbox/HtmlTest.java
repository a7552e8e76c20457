package com.pickatime.local.infrastructure.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void escapesWhateverCouldBeMarkup() {
        assertThat(Html.text("<a href='x' onclick=\"y\">&").markup())
                .isEqualTo("&lt;a href=&#39;x&#39; onclick=&quot;y&quot;&gt;&amp;");
    }

    @Test
    void fillsTheHolesOfATemplate() {
        assertThat(Html.template("text.html", Map.of("text", Html.text("$1 {{text}} \\")))
                        .markup())
                .contains("<pre>$1 {{text}} \\</pre>");
    }

    @Test
    void noticesAForgottenHole() {
        assertThatThrownBy(() -> Html.template("text.html", Map.of())).hasMessage("{{text}}");
    }
}
