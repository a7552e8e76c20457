package com.pickatime.web.pages;

import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.i18n.LocaleContextResolver;

/** Parents read their language; administrators' pages are in English alone, and so are not mixed. */
@Configuration(proxyBeanMethods = false)
class Languages {

    static final List<Locale> OF_PARENTS = List.of(Locale.US, Locale.ENGLISH, new Locale("es"));

    @Bean(WebHttpHandlerBuilder.LOCALE_CONTEXT_RESOLVER_BEAN_NAME)
    LocaleContextResolver localeContextResolver() {
        var parents = new AcceptHeaderLocaleContextResolver();
        parents.setSupportedLocales(OF_PARENTS);
        parents.setDefaultLocale(Locale.US);
        var english = new AcceptHeaderLocaleContextResolver();
        english.setSupportedLocales(List.of(Locale.US));
        english.setDefaultLocale(Locale.US);
        return new LocaleContextResolver() {
            @Override
            public org.springframework.context.i18n.LocaleContext resolveLocaleContext(
                    org.springframework.web.server.ServerWebExchange exchange) {
                var path = exchange.getRequest().getPath().value();
                var isForParents = path.equals("/") || path.startsWith("/children");
                return (isForParents ? parents : english).resolveLocaleContext(exchange);
            }

            @Override
            public void setLocaleContext(
                    org.springframework.web.server.ServerWebExchange exchange,
                    org.springframework.context.i18n.@org.jspecify.annotations.Nullable LocaleContext locale) {
                throw new UnsupportedOperationException("the browser says it");
            }
        };
    }

    /** Bundles are files, which the first page must not read on an event loop. */
    @Bean
    SmartInitializingSingleton textsAtStart(MessageSource texts) {
        return () -> OF_PARENTS.forEach(language -> texts.getMessage("shell.skip", null, language));
    }
}
