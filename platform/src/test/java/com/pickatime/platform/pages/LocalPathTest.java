package com.pickatime.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/saml/oak/test",
                "/a?b=c&d=e#f",
                "/a?next=https://oak.example/",
                "/a%20b",
                "/caf%C3%A9/%C3%89",
                "/a+b",
                "/a?full=100%25",
                "/:8080",
                "/@somewhere"
            })
    void staysOnThisSite(String path) {
        assertThat(LocalPath.of(path)).map(LocalPath::value).hasValue(path);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "https://evil.example/",
                "//evil.example/",
                "///evil.example/",
                "/\\evil.example/",
                "\\/evil.example/",
                "\\\\evil.example/",
                "/a\\b",
                "/%2fevil.example/",
                "/%2Fevil.example/",
                "/%5cevil.example/",
                "/%5C%5Cevil.example/",
                "/%252fevil.example/",
                "/%25252fevil.example/",
                "/%2525252525252fevil.example/",
                "%2f%2fevil.example/",
                "/\t/evil.example/",
                "/\n/evil.example/",
                "/%09/evil.example/",
                "/%0d%0aSet-Cookie:%20a=b",
                "/%00",
                "/a b",
                "/caf\u00e9",
                "/\u2028",
                "/%",
                "/%zz",
                "javascript:alert(1)",
                " /a",
                "/%2f%zz",
                "/%252f%25zz",
                "/{url}",
                "/a|b",
                "/<b>",
                "/%01"
            })
    void refusesEverythingElse(String path) {
        assertThat(LocalPath.of(path)).isEmpty();
    }

    @Test
    void refusesToBeMadeOfAnotherSite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LocalPath("//evil.example"))
                .withMessageNotContaining("evil");
    }

    @Test
    void hasALimit() {
        assertThat(LocalPath.of("/" + "a".repeat(1023))).isPresent();
        assertThat(LocalPath.of("/" + "a".repeat(1024))).isEmpty();
    }
}
