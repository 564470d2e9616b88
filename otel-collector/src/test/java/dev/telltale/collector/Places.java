package dev.telltale.collector;

import static dev.telltale.collector.Secret.attribute;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The places of one signal where a secret can stand, each with the way to put it there.
 *
 * @param <B> the builder of a resource with everything it emitted, e.g. ResourceSpans.Builder
 */
final class Places<B> {
  private final Map<String, BiConsumer<B, Secret>> places = new LinkedHashMap<>();

  /** Where one text can stand. */
  Places<B> text(String place, BiConsumer<B, String> put) {
    places.put(place, (to, secret) -> put.accept(to, secret.text()));
    return this;
  }

  /** Where one value can stand: a text, a list, a map. */
  Places<B> value(String place, BiConsumer<B, AnyValue> put) {
    places.put(place + " text", (to, secret) -> put.accept(to, secret.asText()));
    places.put(place + " list", (to, secret) -> put.accept(to, list(secret.asText())));
    places.put(place + " map", (to, secret) -> put.accept(to, map(secret.attribute())));
    places.put(
        place + " list of maps", (to, secret) -> put.accept(to, list(map(secret.attribute()))));
    return this;
  }

  /** Where attributes can stand, and what they can hold. */
  Places<B> attributes(String place, BiConsumer<B, KeyValue> put) {
    places.put(place + " attribute", (to, secret) -> put.accept(to, secret.attribute()));
    places.put(
        place + " attribute, list",
        (to, secret) -> put.accept(to, attribute(secret.key(), list(Secret.text(secret.value())))));
    places.put(
        place + " attribute, map",
        (to, secret) -> put.accept(to, attribute("outer", map(secret.attribute()))));
    places.put(
        place + " attribute, map in a map",
        (to, secret) ->
            put.accept(to, attribute("outer", map(attribute("inner", map(secret.attribute()))))));
    places.put(
        place + " attribute, map in a list",
        (to, secret) -> put.accept(to, attribute("outer", list(map(secret.attribute())))));
    places.put(
        place + " attribute, map under its key",
        (to, secret) -> put.accept(to, attribute(secret.key(), inner(secret))));
    places.put(
        place + " attribute, map under its key in a map",
        (to, secret) ->
            put.accept(to, attribute("outer", map(attribute(secret.key(), inner(secret))))));
    return this;
  }

  /** What all signals have. */
  Places<B> resourceAndScope(
      BiConsumer<B, Resource> resource, BiConsumer<B, InstrumentationScope> scope) {
    attributes(
        "resource",
        (to, attribute) ->
            resource.accept(to, Resource.newBuilder().addAttributes(attribute).build()));
    attributes(
        "scope",
        (to, attribute) ->
            scope.accept(to, InstrumentationScope.newBuilder().addAttributes(attribute).build()));
    text(
        "scope name",
        (to, text) -> scope.accept(to, InstrumentationScope.newBuilder().setName(text).build()));
    return text(
        "scope version",
        (to, text) -> scope.accept(to, InstrumentationScope.newBuilder().setVersion(text).build()));
  }

  /** Puts {@code secret} in the place of that name. */
  void plant(String place, B to, Secret secret) {
    places.get(place).accept(to, secret);
  }

  List<String> names() {
    return new ArrayList<>(places.keySet());
  }

  private static AnyValue inner(Secret secret) {
    return map(attribute("inner", Secret.text(secret.value())));
  }

  private static AnyValue list(AnyValue value) {
    return AnyValue.newBuilder()
        .setArrayValue(ArrayValue.newBuilder().addValues(value).addValues(Secret.text("beside")))
        .build();
  }

  private static AnyValue map(KeyValue attribute) {
    return AnyValue.newBuilder()
        .setKvlistValue(
            KeyValueList.newBuilder()
                .addValues(attribute)
                .addValues(Secret.attribute("beside", Secret.text("beside"))))
        .build();
  }
}
