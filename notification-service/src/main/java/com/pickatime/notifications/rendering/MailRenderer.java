package com.pickatime.notifications.rendering;

import com.pickatime.notifications.news.AppointmentNews;
import com.pickatime.notifications.news.News;
import com.pickatime.notifications.news.PasswordLinkNews;
import com.pickatime.notifications.settings.NotificationServiceSettings;
import com.pickatime.platform.ids.BusinessId;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Writes mails from the templates in {@code mails/}: for each mail a subject, a plain text and an HTML body that say the
 * same.
 */
@Component
public class MailRenderer {

    /** The page with the appointments of all events. */
    private static final String EVENTS = "/events";

    private final TemplateEngine text = engine(TemplateMode.TEXT, ".txt");
    private final TemplateEngine html = engine(TemplateMode.HTML, ".html");
    private final NotificationServiceSettings settings;

    MailRenderer(NotificationServiceSettings settings) {
        this.settings = settings;
    }

    /**
     * The mail that tells {@code news} to the administrators of the business of that name.
     *
     * @param timeZone in which it names times, an IANA id; null for the installation's zone
     */
    public MailContent render(News news, BusinessId business, String businessName, @Nullable String timeZone) {
        return render(news, business, businessName, timeZone, 0);
    }

    /**
     * As {@link #render(News, BusinessId, String, String)}.
     *
     * @param attention how many appointments somebody has to look at
     */
    public MailContent render(
            News news, BusinessId business, String businessName, @Nullable String timeZone, long attention) {
        var more = new HashMap<String, Object>(Map.of("attention", attention));
        var adminUi = settings.adminUiUrl();
        if (adminUi != null) {
            more.put("adminUi", link(adminUi, news.page(), business));
            more.put("events", link(adminUi, EVENTS, business));
        }
        return render(news, businessName, timeZone, Locale.US, more);
    }

    /**
     * Who meets.
     *
     * @param teacher empty where nobody knows, as the others
     * @param student the first name alone
     */
    public record Names(String teacher, String parent, String student) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Names";
        }
    }

    /** The mail about an appointment, in the time of the school and the language of who reads it. */
    public MailContent render(AppointmentNews news, Names names, BusinessId business, String businessName) {
        var more = new HashMap<String, Object>(Map.of("names", names));
        var adminUi = settings.adminUiUrl();
        if (adminUi != null) {
            more.put("link", link(adminUi, news.page(), business));
        }
        return render(news, businessName, news.zone(), language(news.language()), more);
    }

    /** What an appointment is called in a calendar. */
    public String summary(AppointmentNews news, Names names) {
        var language = language(news.language());
        var formats = new Formats(zone(news.zone()), language);
        return oneLine(
                text.process("appointment.summary", context(news, "", formats, language, Map.of("names", names))));
    }

    /** The letter with a link to choose a password, in the language of who asked for it; its news keeps the link sealed. */
    public MailContent render(PasswordLinkNews news, String link, String businessName, @Nullable String timeZone) {
        return render(news, businessName, timeZone, language(news.language()), Map.of("link", link));
    }

    private MailContent render(
            News news, String businessName, @Nullable String timeZone, Locale language, Map<String, ?> more) {
        var template = news.template().id();
        var formats = new Formats(zone(timeZone), language);
        var subject =
                oneLine(text.process(template + ".subject", context(news, businessName, formats, language, more)));
        var variables = new HashMap<String, Object>(more);
        variables.put("subject", subject);
        var context = context(news, businessName, formats, language, variables);
        return new MailContent(
                subject, text.process(template, context).strip() + "\n", html.process(template, context));
    }

    private static Context context(
            News news, String businessName, Formats formats, Locale language, Map<String, ?> more) {
        var variables = new HashMap<String, Object>(more);
        variables.put("news", news);
        variables.put("business", oneLine(businessName));
        variables.put("format", formats);
        return new Context(language, variables);
    }

    /** Letters are in English and Spanish. */
    private static Locale language(String tag) {
        var language = Locale.forLanguageTag(tag);
        return language.getLanguage().equals("es") ? language : Locale.US;
    }

    /** It names the business, because whoever is not signed in there has to be shown its sign-in page first. */
    private static String link(URI adminUi, String page, BusinessId business) {
        var base = adminUi.toString().replaceFirst("/+$", "");
        return base + page + "?business=" + URLEncoder.encode(business.value(), StandardCharsets.UTF_8);
    }

    /** A zone that this JVM does not know, because the other's list is newer, must not keep a mail back. */
    private ZoneId zone(@Nullable String id) {
        return id != null && ZoneId.getAvailableZoneIds().contains(id)
                ? ZoneId.of(id)
                : settings.mail().zone();
    }

    /** A line break in a subject would start another mail header. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
    }

    private static TemplateEngine engine(TemplateMode mode, String suffix) {
        var resolver = new ClassLoaderTemplateResolver(MailRenderer.class.getClassLoader());
        resolver.setPrefix("mails/");
        resolver.setSuffix(suffix);
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        var engine = new TemplateEngine();
        engine.setTemplateResolver(resolver);
        engine.setMessageResolver(new Words());
        return engine;
    }

    /** Texts of letters that are written in several languages, in one bundle for both bodies and the subject. */
    private static final class Words extends AbstractMessageResolver {

        private final Map<String, ResourceBundle> bundles =
                Map.of("en", bundle(Locale.ROOT), "es", bundle(Locale.forLanguageTag("es")));

        @Override
        public @Nullable String resolveMessage(
                ITemplateContext context,
                @Nullable Class<?> origin,
                String key,
                Object @Nullable [] messageParameters) {
            var language = context.getLocale();
            var bundle = Objects.requireNonNull(bundles.get(language.getLanguage()));
            if (!bundle.containsKey(key)) {
                return null;
            }
            var words = bundle.getString(key);
            return messageParameters == null || messageParameters.length == 0
                    ? words
                    : new MessageFormat(words, language).format(messageParameters);
        }

        @Override
        public @Nullable String createAbsentMessageRepresentation(
                ITemplateContext context,
                @Nullable Class<?> origin,
                String key,
                Object @Nullable [] messageParameters) {
            throw new IllegalStateException("no letter says " + key);
        }

        private static ResourceBundle bundle(Locale language) {
            return ResourceBundle.getBundle(
                    "mails/letters",
                    language,
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        }
    }
}
