using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Contacts;

/// <summary>One way to reach a contact, with the consent to it.</summary>
/// <param name="ConsentAt">Since when the consent is as it is; where left out, as it is known, and now when it is another.</param>
public sealed record ContactPointView(
    ContactChannel Channel,
    [property: Required, StringLength(400, MinimumLength = 1)] string Value,
    ConsentState Consent = ConsentState.Unknown,
    DateTimeOffset? ConsentAt = null);

/// <summary>The fields of a contact that people write.</summary>
public sealed record ContactRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: StringLength(100)] string? JobTitle = null,
    [property: StringLength(100)] string? Department = null,
    [property: MaxLength(20)] IReadOnlyList<ContactPointView>? Channels = null,
    ContactChannel? Preferred = null,
    [property: StringLength(2000)] string? Notes = null)
{
    internal static ContactRequest Of(Contact c) => new(c.Name, c.JobTitle, c.Department, [.. c.Points.Select(ContactView.PointOf)], c.Preferred, c.Notes);
}

/// <summary>A contact as clients see it.</summary>
public sealed record ContactView(
    Guid Id, Guid CustomerId, string Name, string? JobTitle, string? Department, IReadOnlyList<ContactPointView> Channels,
    ContactChannel? Preferred, string? Notes, DateTimeOffset CreatedAt, long Version) : IVersionedView
{
    internal static ContactView Of(Contact c) => new(
        c.Id, c.CustomerId, c.Name, c.JobTitle, c.Department, [.. c.Points.Select(PointOf)], c.Preferred, c.Notes, c.CreatedAt, c.Version);

    internal static ContactPointView PointOf(ContactPoint p) => new(p.Channel, p.Value, p.Consent, p.ConsentAt);
}

/// <summary>Turns what somebody wrote about a contact into what the domain takes.</summary>
internal sealed class ContactForm(IOptions<CustomersOptions> options, TimeProvider time)
{
    private static readonly EmailAddressAttribute MailForm = new();

    // Clocks differ a little.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <param name="known">By what the contact is known to be reached; nothing of a new one.</param>
    public Refusal? Read(ContactRequest request, IReadOnlyList<ContactPoint> known, out ContactData data)
    {
        data = null!;
        if (string.IsNullOrWhiteSpace(request.Name) || SearchText.IsInvisible(request.Name)) return Refusal.Invalid("name", "contact.name-empty", "A name has at least one visible character.");
        if (request.Name.Any(char.IsControl)) return Refusal.Invalid("name", "contact.name-control", "A name has no line breaks or other control characters.");
        var (points, now) = (new List<ContactPoint>(), time.GetUtcNow());
        foreach (var (index, point) in (request.Channels ?? []).Index())
        {
            if (Normalised(point) is not { } value)
                return Refusal.Invalid($"channels[{index}].value", "contact.channel-invalid", $"'{point.Value}' is no possible {point.Channel.ToString().ToLowerInvariant()}.");
            if (point.ConsentAt > now + Skew) return Refusal.Invalid($"channels[{index}].consentAt", "contact.consent-to-come", "A consent is recorded once it has been given.");
            points.Add(new ContactPoint
            {
                Channel = point.Channel,
                Value = value,
                Consent = point.Consent,
                // C3: to say a consent again does not give it anew.
                ConsentAt = point.Consent == ConsentState.Unknown
                    ? null
                    : point.ConsentAt ?? known.FirstOrDefault(same => (same.Channel, same.Value, same.Consent) == (point.Channel, value, point.Consent))?.ConsentAt ?? now,
            });
        }
        data = new ContactData(request.Name, request.JobTitle, request.Department, points, request.Preferred, request.Notes);
        return Contact.Check(data);
    }

    private string? Normalised(ContactPointView point) => point.Channel switch
    {
        ContactChannel.Phone => Phone.ToE164(point.Value, options.Value.Region),
        ContactChannel.Email => MailForm.IsValid(point.Value) ? point.Value.Trim().ToLowerInvariant() : null,
        _ => string.IsNullOrWhiteSpace(point.Value) ? null : point.Value.Trim(),
    };
}
