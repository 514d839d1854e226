using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Guides;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Engagement.Features.Guides;

/// <summary>E4: publishes the next version of a guide; calls under way keep the version they began with.</summary>
internal static class PublishGuide
{
    public static async Task<Results<Created<GuideView>, Invalid, Refused>> HandleAsync(
        [StringLength(100), RegularExpression("^[!-~]+$", ErrorMessage = "Letters and figures without blanks are expected.")] string key, PublishGuideRequest request, EngagementDb db, GuideDesk guides, Caller caller, HttpRequest http, TimeProvider time, CancellationToken cancellationToken)
    {
        Guide guide;
        if (NullIn(request.Guide, "guide") is { } nothing) return new Invalid(nothing, "This is no guide: something is expected here.", "guide.malformed");
        try
        {
            guide = DomainData.Read<Guide>(request.Guide.GetRawText());
        }
        catch (JsonException wrong)
        {
            return new Invalid($"guide{(wrong.Path ?? "").TrimStart('$')}", "This is no guide: a field is missing, unknown or of another shape.", "guide.malformed");
        }
        if (guide.Key != key) return new Invalid("guide.key", $"The path says '{key}'.", "guide.key-mismatch");
        var last = (await guides.ShelfAsync(cancellationToken)).All.Where(known => known.Key == key).Select(known => known.Version).DefaultIfEmpty(0).Max();
        if (guide.Version != last + 1) return new Refused("guide.version-out-of-order", $"Guide '{key}' is at version {last}; the next one is {last + 1}.");
        var faults = GuideFaults.Of(guide);
        if (faults.Count > 0)
            return new Invalid(faults.GroupBy(fault => $"guide.{fault.Where}").ToDictionary(group => group.Key, group => group.Select(fault => fault.Code).ToArray()), faults[0].Code);
        db.Guides.Add(PublishedGuide.Of(guide, caller.Subject, time.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/guides/{Uri.EscapeDataString(key)}/versions/{guide.Version}", GuideBodies.View(guide, http.Language()));
    }

    // In lists and dictionaries the serializer lets it pass. Only the condition of a question may be none.
    private static string? NullIn(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Null => path,
        JsonValueKind.Array => json.EnumerateArray().Select((item, at) => NullIn(item, $"{path}[{at}]")).FirstOrDefault(found => found is not null),
        JsonValueKind.Object => json.EnumerateObject().Where(member => !member.NameEquals("after") || member.Value.ValueKind != JsonValueKind.Null)
            .Select(member => NullIn(member.Value, $"{path}.{member.Name}")).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
