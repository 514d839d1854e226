using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace CrmPlatform.ServiceDefaults.Vocabulary;

/// <summary>An enum value in a query, spelled as everywhere in the API (<c>end-customer</c>) and not as in our code.</summary>
[JsonConverter(typeof(CodedJson))]
public readonly record struct Coded<T>(T Value) : IParsable<Coded<T>> where T : struct, Enum
{
#pragma warning disable CA1000 // The interface asks for static members.
    public static Coded<T> Parse(string s, IFormatProvider? provider) => new(EnumCode.Parse<T>(s));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Coded<T> result)
    {
        var known = EnumCode.TryParse<T>(s ?? "", out var value);
        result = new Coded<T>(value);
        return known;
    }
#pragma warning restore CA1000

    public override string ToString() => EnumCode.Of(Value);
}
