using System.Text.Json.Serialization;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Profiles;

/// <summary>What people write about a customer; a block left out of a PUT is emptied, except the sensitive one.</summary>
/// <param name="Sensitive">
/// For whoever may see it. Left out it stays as it is, so that nobody erases what they do not see; <c>{}</c> empties it.
/// </param>
public sealed record ProfileRequest(
    ProfileBasics? Basics = null, ProfileTraits? Traits = null, ProfileBusiness? Business = null, ProfileNeeds? Needs = null, SensitiveProfile? Sensitive = null);

/// <summary>A customer's profile in its blocks (C2).</summary>
/// <param name="Sensitive">Income, funds, health and family; absent for whoever may not see them, and while nothing is known.</param>
/// <param name="MaySeeSensitive">Whether the caller may read and write the sensitive block of this customer.</param>
public sealed record ProfileView(
    Guid CustomerId, ProfileBasics Basics, ProfileTraits Traits, ProfileBusiness Business, ProfileNeeds Needs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SensitiveProfile? Sensitive, bool MaySeeSensitive, long Version) : IVersionedView
{
    internal static ProfileView Of(CustomerProfile p, SensitiveProfile? sensitive, bool maySee) =>
        new(p.CustomerId, p.Basics, p.Traits, p.Business, p.Needs, sensitive, maySee, p.Version);
}

/// <summary>An audit line: somebody saw the sensitive fields.</summary>
public sealed record SensitiveReadView(string By, string ByName, DateTimeOffset At, string? TraceId)
{
    internal static SensitiveReadView Of(SensitiveRead r) => new(r.By, r.ByName, r.At, r.TraceId);
}
