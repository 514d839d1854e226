using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmPlatform.Service.Data;

/// <summary>
/// Keeps a complaint's immutable lists as JSON in one column each: they are read and written as a whole, under the complaint's version.
/// </summary>
internal static class CourseJson
{
    private const int Unlimited = -1;

    public static readonly JsonSerializerOptions Options = Make();

    /// <summary>A change is another value: immutable ones are compared by reference.</summary>
    public static void IsImmutableJson<T>(this PropertyBuilder<T> property) where T : class => property
        .HasConversion(
            value => JsonSerializer.Serialize(value, Options),
            text => JsonSerializer.Deserialize<T>(text, Options)!,
            new ValueComparer<T>((one, other) => ReferenceEquals(one, other), value => value.GetHashCode(), value => value))
        .HasMaxLength(Unlimited);

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(Json.Tolerant)
        {
            IgnoreReadOnlyProperties = true,
            AllowOutOfOrderMetadataProperties = true,
        };
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { TellStepsApart } };
        options.MakeReadOnly();
        return options;
    }

    private static void TellStepsApart(JsonTypeInfo type)
    {
        if (!typeof(StepRecord).IsAssignableFrom(type.Type)) return;
        // The type says which step it is.
        foreach (var step in type.Properties.Where(property => property.Name == "step").ToList()) type.Properties.Remove(step);
        if (type.Type != typeof(StepRecord)) return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "$step" };
        foreach (var record in StepTypes) type.PolymorphismOptions.DerivedTypes.Add(record);
    }

    private static readonly JsonDerivedType[] StepTypes =
    [
        new(typeof(ListenRecord), "listen"), new(typeof(ThankRecord), "thank"), new(typeof(ApologyRecord), "apologise"),
        new(typeof(PromiseRecord), "promise"), new(typeof(SolutionRecord), "solve"), new(typeof(AnswerRecord), "confirm"),
        new(typeof(ReviewRecord), "review"),
    ];
}
