using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmPlatform.ServiceDefaults.Vocabulary;

/// <summary>Writes a <see cref="Coded{T}"/> as the code alone.</summary>
internal sealed class CodedJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Coded<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GenericTypeArguments))!;

    private sealed class Converter<T> : JsonConverter<Coded<T>> where T : struct, Enum
    {
        public override Coded<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T>(ref reader, options));

        public override void Write(Utf8JsonWriter writer, Coded<T> value, JsonSerializerOptions options) => writer.WriteStringValue(EnumCode.Of(value.Value));
    }
}
