package com.pickatime.imports.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonRecordTest {

    @Test
    void readsPlainValuesWithoutTheirBlanks() {
        var json = json("{'a':' x ','b':'  ','c':null,'d':true,'e':12,'f':{'x':1},'g':['x']}");

        assertThat(json.text("a")).isEqualTo("x");
        assertThat(json.text("d")).isEqualTo("true");
        assertThat(json.text("e")).isEqualTo("12");
        assertThat(Stream.of("b", "c", "f", "g", "missing").map(json::text)).containsOnlyNulls();
    }

    @Test
    void readsSourceIdsByteForByte() {
        assertThat(json("{'sourcedId':' 7_1111 '}").sourceId()).isEqualTo(" 7_1111 ");
        assertThat(json("{'sourcedId':12345}").sourceId()).isEqualTo("12345");
        assertThat(json("{'sourcedId':' '}").sourceId()).isNull();
        assertThat(json("{}").sourceId()).isNull();
    }

    @Test
    void readsLists() {
        var json = json("{'grades':['09',10,'',null],'one':'05','terms':[{'sourcedId':'t'},'u',null,{}]}");

        assertThat(json.texts("grades")).containsExactly("09", "10");
        assertThat(json.texts("one")).containsExactly("05");
        assertThat(json.references("terms")).containsExactly("t", "u");
        assertThat(json.references("missing")).isEmpty();
    }

    @Test
    void readsAReferenceForItsSourceId() {
        var json = json("{'course':{'href':'http://elsewhere.invalid/c','sourcedId':'c','type':'course'},'school':'s',"
                + "'parent':{},'org':null}");

        assertThat(json.reference("course")).isEqualTo("c");
        assertThat(json.reference("school")).isEqualTo("s");
        assertThat(json.reference("parent")).isNull();
        assertThat(json.reference("org")).isNull();
    }

    @Test
    void readsRolesOfBothVersions() {
        var one = json("{'role':'student','orgs':[{'sourcedId':'a'}]}");
        var two =
                json("{'roles':[{'role':'teacher','org':{'sourcedId':'a'}},{'role':'parent','org':{'sourcedId':'b'}}],"
                        + "'primaryOrg':{'sourcedId':'c'}}");

        assertThat(one.roles()).containsExactly("student");
        assertThat(one.orgs()).containsExactly("a");
        assertThat(two.roles()).containsExactly("teacher", "parent");
        assertThat(two.orgs()).containsExactly("c", "a", "b");
    }

    private static JsonRecord json(String json) {
        return new JsonRecord(new JsonMapper().readTree(json.replace('\'', '"')));
    }
}
