using CrmPlatform.Service.Domain;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Tests;

/// <summary>What a client would read out of a refusal.</summary>
internal static class RefusalReading
{
    public static IEnumerable<string> FieldNames(this Refusal refusal) => FieldErrors.Of(refusal).Keys;

    public static IReadOnlyList<string> Missing(this Refusal refusal) => (IReadOnlyList<string>)refusal.Facts!["missing"]!;
}
