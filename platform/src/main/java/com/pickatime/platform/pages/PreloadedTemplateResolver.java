package com.pickatime.platform.pages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.cache.AlwaysValidCacheEntryValidity;
import org.thymeleaf.cache.ICacheEntryValidity;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.AbstractTemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;
import org.thymeleaf.templateresource.StringTemplateResource;

/**
 * All templates, read once at start, in place of Spring Boot's resolver of the same name, which reads each file on the event
 * loop of the first request that needs it.
 */
@Component("defaultTemplateResolver")
class PreloadedTemplateResolver extends AbstractTemplateResolver {

    private static final String FOLDER = "/templates/";
    private static final String SUFFIX = ".html";

    private final Map<String, String> templates;

    PreloadedTemplateResolver() throws IOException {
        var found = new HashMap<String, String>();
        for (var file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:" + FOLDER + "**/*" + SUFFIX)) {
            var path = file.getURL().getPath();
            var name = path.substring(path.lastIndexOf(FOLDER) + FOLDER.length(), path.length() - SUFFIX.length());
            found.put(name, file.getContentAsString(StandardCharsets.UTF_8));
        }
        this.templates = Map.copyOf(found);
    }

    @Override
    protected boolean computeResolvable(
            IEngineConfiguration configuration,
            @Nullable String owner,
            String template,
            @Nullable Map<String, Object> attributes) {
        return templates.containsKey(template);
    }

    @Override
    protected ITemplateResource computeTemplateResource(
            IEngineConfiguration configuration,
            @Nullable String owner,
            String template,
            @Nullable Map<String, Object> attributes) {
        return new StringTemplateResource(templates.get(template));
    }

    @Override
    protected TemplateMode computeTemplateMode(
            IEngineConfiguration configuration,
            @Nullable String owner,
            String template,
            @Nullable Map<String, Object> attributes) {
        return TemplateMode.HTML;
    }

    @Override
    protected ICacheEntryValidity computeValidity(
            IEngineConfiguration configuration,
            @Nullable String owner,
            String template,
            @Nullable Map<String, Object> attributes) {
        return AlwaysValidCacheEntryValidity.INSTANCE;
    }
}
