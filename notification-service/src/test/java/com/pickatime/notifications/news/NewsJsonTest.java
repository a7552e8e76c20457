package com.pickatime.notifications.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.notifications.testing.SampleNews;
import com.pickatime.platform.ids.ImportId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NewsJsonTest {

    static Stream<News> everyKindOfNews() {
        return Stream.of(
                new ActivatedNews(RosterOrigin.CLASSLINK),
                SampleNews.differing(),
                SampleNews.held(),
                SampleNews.heldForExistingContacts(),
                SampleNews.heldForOtherSourceIds(),
                SampleNews.failed(),
                SampleNews.certificate(14),
                SampleNews.passwordLink(),
                SampleNews.district(true),
                new FailedNews(null, "CODE", "Words.", RosterOrigin.FILE));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfNews")
    void readsWhatItWrote(News news) {
        assertThat(NewsJson.read(news.template(), NewsJson.write(news))).isEqualTo(news);
    }

    @Test
    void readsWhatANewerVersionWrote() {
        assertThat(NewsJson.read(
                        MailTemplate.IMPORT_HELD, "{\"importId\":\"i1\",\"reasons\":[\"r\"],\"severity\":\"high\"}"))
                .isEqualTo(new HeldNews(new ImportId("i1"), List.of("r"), RosterOrigin.UNTOLD, HeldNews.Cause.BRAKE));
    }

    @Test
    void readsWhatAnOlderVersionWrote() {
        var older = NewsJson.write(SampleNews.completed())
                .replaceAll(",\"(origin|refusedRows|keptPeople|keptEnrollments)\":(\"[A-Z]+\"|\\d+)", "");

        assertThat(older).doesNotContain("refusedRows", "keptPeople", "origin");
        assertThat(NewsJson.read(MailTemplate.IMPORT_COMPLETED, older))
                .isInstanceOfSatisfying(CompletedNews.class, news -> {
                    assertThat(news.origin()).isEqualTo(RosterOrigin.UNTOLD);
                    assertThat(news.refusedRows()).isZero();
                });
    }

    @Test
    void readsALinkThatAnOlderVersionKept() {
        var older = NewsJson.write(SampleNews.passwordLink()).replaceAll(",\"(language|occasion)\":\"[A-Za-z]+\"", "");

        assertThat(older).doesNotContain("language", "occasion");
        assertThat(NewsJson.read(MailTemplate.PASSWORD_LINK, older)).isEqualTo(SampleNews.passwordLink());
    }

    @ParameterizedTest
    @EnumSource
    void findsEveryTemplateByItsStableName(MailTemplate template) {
        assertThat(MailTemplate.of(template.id())).isEqualTo(template);
    }

    @Test
    void refusesANameThatNoTemplateHas() {
        assertThatThrownBy(() -> MailTemplate.of("import-forgotten"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("import-forgotten");
    }
}
