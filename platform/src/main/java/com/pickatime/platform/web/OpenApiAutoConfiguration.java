package com.pickatime.platform.web;

import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.ids.ImportId;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.ProblemDetail;
import org.springframework.util.StringUtils;
import org.springframework.web.server.WebFilter;
import reactor.core.scheduler.Schedulers;

/** Describes each service's own API to whoever wants to call it, at {@code /openapi} and {@code /openapi.yaml}. */
@AutoConfiguration
public class OpenApiAutoConfiguration {

    private static final String TOKEN = "token";
    private static final String PROBLEM = "Problem";

    private static final Map<String, Object> EXAMPLE = Map.of(
            "type",
            "about:blank",
            "title",
            "Bad Request",
            "status",
            400,
            "detail",
            "decision must be ADOPT or CLEAR_FIRST.",
            "instance",
            "/businesses/oak/first-import");

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(BusinessId.class, new StringSchema())
                .replaceWithSchema(ContactId.class, new StringSchema())
                .replaceWithSchema(ImportId.class, new StringSchema())
                .replaceWithSchema(DataBuffer.class, new BinarySchema())
                // read from the token, and sent by nobody
                .addRequestWrapperToIgnore(Caller.class);
    }

    /** It says nothing of anybody. */
    @Bean
    AccessRules openApiRules() {
        return AccessRules.of(Rule.open(HttpMethod.GET, "/openapi"), Rule.open(HttpMethod.GET, "/openapi.yaml"));
    }

    @Bean
    OpenAPI openApi(@Value("${spring.application.name:}") String service) {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("pickAtime " + service)
                                .version("1")
                                .description(
                                        "Lists are answered in pages: ask for the next one with after, the next of the page"
                                                + " before. Whatever is refused is answered as a problem (RFC 9457) that says what to do."))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    /** Bodies are records of their controllers, which call them alike: {@code LevelsController.Change} is Levels and Change. */
    @Bean
    ModelResolver modelResolver(ObjectMapperProvider mappers) {
        return new ModelResolver(mappers.jsonMapper(), new TypeNameResolver() {

                    @Override
                    protected String getNameOfClass(Class<?> type) {
                        var around = type.getEnclosingClass();
                        return around == null
                                ? super.getNameOfClass(type)
                                : around.getSimpleName().replaceFirst("Controller$", "") + type.getSimpleName();
                    }
                })
                .openapi31(mappers.isOpenapi31());
    }

    /** The description is worked out at the first question, from files of classes. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebFilter openApiMayWait() {
        return (exchange, chain) -> exchange.getRequest().getPath().value().startsWith("/openapi")
                ? chain.filter(exchange).subscribeOn(Schedulers.boundedElastic())
                : chain.filter(exchange);
    }

    /** By controller and method, because programs that are generated from the description name their methods so. */
    @Bean
    GlobalOperationCustomizer operationIds() {
        return (operation, method) -> {
            var controller = method.getBeanType().getSimpleName().replaceFirst("Controller$", "");
            operation.setOperationId(StringUtils.uncapitalize(controller)
                    + StringUtils.capitalize(method.getMethod().getName()));
            return operation;
        };
    }

    /** Every operation may be refused, and says so in the same way. */
    @Bean
    GlobalOpenApiCustomizer problems() {
        return api -> {
            ModelConverters.getInstance()
                    .read(ProblemDetail.class)
                    .forEach((name, schema) ->
                            api.getComponents().addSchemas(name.equals("ProblemDetail") ? PROBLEM : name, schema));
            var problem = new ApiResponse()
                    .description("Refused, and what to do.")
                    .content(new Content()
                            .addMediaType(
                                    org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                    new MediaType()
                                            .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))
                                            .example(EXAMPLE)));
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> {
                        operation.getResponses().values().forEach(OpenApiAutoConfiguration::nameJson);
                        operation.getResponses().addApiResponse("default", problem);
                    });
        };
    }

    /** What a controller answers without saying how is JSON. */
    private static void nameJson(ApiResponse response) {
        var content = response.getContent();
        var unnamed = content == null ? null : content.remove(org.springframework.http.MediaType.ALL_VALUE);
        if (unnamed != null) {
            content.addMediaType(org.springframework.http.MediaType.APPLICATION_JSON_VALUE, unnamed);
        }
    }
}
