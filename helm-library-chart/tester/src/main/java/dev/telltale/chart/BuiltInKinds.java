package dev.telltale.chart;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.google.gson.annotations.SerializedName;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Validates objects of Kubernetes' own kinds by two sets of models: fabric8's tell fields
 * and types, the official client's tell what is required.
 */
final class BuiltInKinds {

	private static final int MOST_PROBLEMS = 100;

	private static final String OFFICIAL_MODELS = "io.kubernetes.client.openapi.models.";

	private static final KubernetesSerialization KINDS = new KubernetesSerialization();

	// The models take unknown fields in a map of their own: without the setter of it they
	// are errors.
	private static final JsonMapper STRICT = JsonMapper.builder()
		.annotationIntrospector(new JacksonAnnotationIntrospector() {

			private static final long serialVersionUID = 1L;

			@Override
			public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
				return false;
			}

		})
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
		.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.withCoercionConfig(LogicalType.Textual,
				(config) -> List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
					.forEach((shape) -> config.setCoercion(shape, CoercionAction.Fail)))
		.build();

	private BuiltInKinds() {
	}

	/**
	 * Say whether a kind is known here.
	 * @param object an object of that kind
	 * @return whether it is
	 */
	static boolean know(KubernetesObject object) {
		return model(object) != null;
	}

	/**
	 * Validate an object of a known kind.
	 * @param object the object
	 * @param problems where to say what is wrong
	 */
	static void validate(KubernetesObject object, Problems problems) {
		Class<?> model = model(object);
		if (model == null) {
			throw new IllegalArgumentException(object + " is of no known kind");
		}
		bind(object, object.json(), "", model, problems);
		Class<?> official = officialModel(object);
		if (official != null) {
			findMissing(object, object.json(), "", official, problems);
		}
	}

	/**
	 * Validate the metadata of an object of any kind.
	 * @param object the object
	 * @param problems where to say what is wrong
	 */
	static void validateMetadata(KubernetesObject object, Problems problems) {
		bind(object, object.json().path("metadata"), "/metadata", ObjectMeta.class, problems);
	}

	private static @Nullable Class<?> model(KubernetesObject object) {
		if (object.apiVersion().isEmpty() || object.kind().isEmpty()) {
			return null;
		}
		return KINDS.getRegisteredKubernetesResource(object.apiVersion(), object.kind());
	}

	private static @Nullable Class<?> officialModel(KubernetesObject object) {
		String version = object.apiVersion().substring(object.apiVersion().indexOf('/') + 1);
		String name = OFFICIAL_MODELS + Character.toUpperCase(version.charAt(0)) + version.substring(1) + object.kind();
		try {
			return Class.forName(name);
		}
		catch (ClassNotFoundException ex) {
			return null;
		}
	}

	// A reader stops at the first mistake: each is taken out, until nothing is wrong.
	private static void bind(KubernetesObject object, JsonNode json, String pointer, Class<?> model,
			Problems problems) {
		JsonNode rest = json.deepCopy();
		for (int i = 0; i < MOST_PROBLEMS; i++) {
			try {
				STRICT.treeToValue(rest, model);
				return;
			}
			catch (DatabindException ex) {
				Place place = Place.of(rest, ex.getPath());
				problems.add(object, pointer + place.pointer(), describe(ex, place.value()));
				if (!place.remove()) {
					return;
				}
			}
		}
	}

	private static String describe(DatabindException failure, JsonNode value) {
		if (failure instanceof UnrecognizedPropertyException) {
			return "unknown field";
		}
		if (failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
			return "%s is %s, must be %s".formatted(abbreviate(value), type(value), type(mismatch.getTargetType()));
		}
		return "%s: %s".formatted(abbreviate(value), failure.getOriginalMessage());
	}

	private static String abbreviate(JsonNode value) {
		String text = value.toString();
		return (text.length() > 60) ? text.substring(0, 57) + "..." : text;
	}

	private static String type(JsonNode value) {
		return switch (value.getNodeType()) {
			case STRING -> "a string";
			case BOOLEAN -> "a boolean";
			case NUMBER -> value.isIntegralNumber() ? "an integer" : "a number";
			case ARRAY -> "a list";
			case NULL -> "null";
			default -> "an object";
		};
	}

	private static String type(Class<?> type) {
		if (type == String.class) {
			return "a string";
		}
		if (type == Boolean.class || type == boolean.class) {
			return "a boolean";
		}
		if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
			return "an integer";
		}
		if (Number.class.isAssignableFrom(type)) {
			return "a number";
		}
		if (Collection.class.isAssignableFrom(type)) {
			return "a list";
		}
		return Map.class.isAssignableFrom(type) ? "an object" : "an object (" + type.getSimpleName() + ")";
	}

	private static void findMissing(KubernetesObject object, JsonNode json, String pointer, Class<?> model,
			Problems problems) {
		for (String required : new TreeSet<>(requiredFields(model))) {
			if (json.path(required).isMissingNode() || json.path(required).isNull()) {
				problems.add(object, Pointers.append(pointer, required), "required, but missing");
			}
		}
		for (Field field : model.getDeclaredFields()) {
			SerializedName name = field.getAnnotation(SerializedName.class);
			if (name != null) {
				descend(object, json.path(name.value()), Pointers.append(pointer, name.value()), field.getGenericType(),
						problems);
			}
		}
	}

	private static void descend(KubernetesObject object, JsonNode json, String pointer, Type type, Problems problems) {
		if (type instanceof Class<?> model) {
			if (json.isObject() && model.getName().startsWith(OFFICIAL_MODELS)) {
				findMissing(object, json, pointer, model, problems);
			}
		}
		else if (type instanceof ParameterizedType parameterized) {
			Type[] arguments = parameterized.getActualTypeArguments();
			Type item = arguments[arguments.length - 1];
			if (json.isArray()) {
				for (int i = 0; i < json.size(); i++) {
					if (json.get(i).isNull()) {
						problems.add(object, pointer + "/" + i, "is null");
					}
					descend(object, json.get(i), pointer + "/" + i, item, problems);
				}
			}
			else if (json.isObject()) {
				json.properties()
					.forEach((entry) -> descend(object, entry.getValue(), Pointers.append(pointer, entry.getKey()),
							item, problems));
			}
		}
	}

	@SuppressWarnings("unchecked")
	private static Set<String> requiredFields(Class<?> model) {
		try {
			return (Set<String>) model.getField("openapiRequiredFields").get(null);
		}
		catch (NoSuchFieldException ex) {
			return Set.of();
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Where a reader stopped.
	 */
	private record Place(String pointer, JsonNode value, JsonNode parent, @Nullable Reference last) {

		static Place of(JsonNode root, List<Reference> path) {
			StringBuilder pointer = new StringBuilder();
			JsonNode parent = root;
			JsonNode value = root;
			for (Reference reference : path) {
				parent = value;
				if (reference.getPropertyName() != null) {
					pointer.append(Pointers.append("", reference.getPropertyName()));
					value = parent.path(reference.getPropertyName());
				}
				else {
					pointer.append('/').append(reference.getIndex());
					value = parent.path(reference.getIndex());
				}
			}
			return new Place(pointer.toString(), value, parent, path.isEmpty() ? null : path.get(path.size() - 1));
		}

		boolean remove() {
			if (this.last == null) {
				return false;
			}
			if (this.parent instanceof ObjectNode object && this.last.getPropertyName() != null) {
				return object.remove(this.last.getPropertyName()) != null;
			}
			if (this.parent instanceof ArrayNode list && this.last.getIndex() < list.size()
					&& !list.get(this.last.getIndex()).isNull()) {
				list.setNull(this.last.getIndex());
				return true;
			}
			return false;
		}

	}

}
