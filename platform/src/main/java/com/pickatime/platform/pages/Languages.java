package com.pickatime.platform.pages;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.i18n.LocaleContextResolver;

/** What parents may read is in their language; other pages are in English alone, and so are not mixed. */
public final class Languages {

    static final List<Locale> OF_PARENTS = List.of(Locale.US, Locale.ENGLISH, Locale.forLanguageTag("es"));

    private Languages() {}

    /**
     * By what the browser asks for.
     *
     * @param forParents the paths of pages that parents see
     */
    public static LocaleContextResolver resolver(Predicate<String> forParents) {
        var parents = asked(OF_PARENTS);
        var others = asked(List.of(Locale.US));
        return new LocaleContextResolver() {
            @Override
            public LocaleContext resolveLocaleContext(ServerWebExchange exchange) {
                var path = exchange.getRequest().getPath().value();
                return (forParents.test(path) ? parents : others).resolveLocaleContext(exchange);
            }

            @Override
            public void setLocaleContext(ServerWebExchange exchange, @Nullable LocaleContext locale) {
                throw new UnsupportedOperationException("the browser says it");
            }
        };
    }

    private static LocaleContextResolver asked(List<Locale> supported) {
        var resolver = new AcceptHeaderLocaleContextResolver();
        resolver.setSupportedLocales(supported);
        resolver.setDefaultLocale(Locale.US);
        return resolver;
    }
}
