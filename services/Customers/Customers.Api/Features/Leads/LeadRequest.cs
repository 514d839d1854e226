using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Leads;

/// <summary>Where a lead is; position in degrees, WGS 84.</summary>
public sealed record LeadAddress(
    [property: StringLength(200)] string? Street = null,
    [property: StringLength(100)] string? City = null,
    [property: StringLength(100)] string? Region = null,
    [property: StringLength(20)] string? PostalCode = null,
    [property: RegularExpression("^[A-Z]{2}$", ErrorMessage = "Two capital letters of ISO 3166 are expected.")] string? Country = null,
    [property: Range(-90, 90)] double? Latitude = null,
    [property: Range(-180, 180)] double? Longitude = null);

/// <summary>Somebody who may become a customer.</summary>
/// <param name="CustomerId">The lead is about a customer whose file is open already; then nothing but source, campaign and note count.</param>
/// <param name="Channel">Required for everybody but suppliers, as for any file (C1).</param>
/// <param name="Team">When left out the owner's, else yours if you may claim customers, else marketing's: what potential ones belong to (C6).</param>
/// <param name="ContactName">The person spoken with, entered as a contact.</param>
/// <param name="Campaign">In words: a campaign, an exhibition, a list.</param>
/// <param name="CampaignId">The id of a campaign at <c>/api/v1/campaigns</c>: its leads share what it cost (I11).</param>
/// <param name="ReferredBy">For referrals: the customer that brought it.</param>
/// <param name="AllowDuplicate">Open a file although another one looks like the same customer.</param>
public sealed record LeadRequest(
    LeadSource Source,
    Guid? CustomerId = null,
    [property: StringLength(200)] string? Name = null,
    CustomerKind? Kind = null,
    CustomerRole? Role = null,
    SalesChannel? Channel = null,
    [property: StringLength(40)] string? Phone = null,
    [property: EmailAddress, StringLength(254)] string? Email = null,
    [property: StringLength(200)] string? ContactName = null,
    LeadAddress? Address = null,
    [property: StringLength(2000)] string? Note = null,
    [property: StringLength(100)] string? Campaign = null,
    Guid? ReferredBy = null,
    [property: StringLength(100)] string? OwnerId = null,
    [property: StringLength(60)] string? Team = null,
    [property: StringLength(20), RegularExpression("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", ErrorMessage = "A language tag such as zh-Hans is expected.")] string? Language = null,
    bool AllowDuplicate = false,
    Guid? CampaignId = null);

/// <summary>A lead as clients see it, with the customer it is about.</summary>
/// <param name="OwnerId">Who looks after the customer now.</param>
/// <param name="Team">Whose the customer is now.</param>
/// <param name="Phone">The customer's, in E.164.</param>
public sealed record LeadView(
    Guid Id, Guid CustomerId, string? CustomerName, LeadSource Source, LeadState State, string? Campaign, string? Note, LeadLoss? Loss, string? Reason, string CreatedBy,
    DateTimeOffset CreatedAt, string? ClosedBy, DateTimeOffset? ClosedAt, long Version, Guid? CampaignId = null, string? OwnerId = null, string? Team = null, string? Phone = null) : IVersionedView
{
    internal static LeadView Of(Lead l, LeadFile file) => new(
        l.Id, l.CustomerId, file.Name, l.Source, l.State, l.Campaign, l.Note, l.Loss, l.Reason, l.CreatedBy, l.CreatedAt, l.ClosedBy, l.ClosedAt, l.Version, l.CampaignId,
        file.OwnerId, file.Team, file.Phone);
}

/// <summary>What a lead says of the customer it is about.</summary>
internal sealed record LeadFile(string Name, string? OwnerId, string Team, string? Phone)
{
    public static LeadFile Of(Customer c) => new(c.Name, c.OwnerId, c.Team, c.Phone);
}

/// <summary>Turns what somebody wrote about a lead into the file it opens.</summary>
internal sealed class LeadForm(IOptions<CustomersOptions> options)
{
    /// <param name="team">Whose it is when the request names none; marketing's where that is nobody's either.</param>
    public Refusal? Read(LeadRequest request, string? team, out CustomerData data)
    {
        data = null!;
        if (Customer.CheckName(request.Name) is { } nameless) return nameless;
        if (request.Role is not { } role) return Refusal.Invalid("role", "category.role-missing", "A role is required: supplier, demander, both or auxiliary.");
        string? phone = null;
        if (!string.IsNullOrWhiteSpace(request.Phone) && (phone = Phone.ToE164(request.Phone, options.Value.Region)) is null)
            return Refusal.Invalid("phone", "phone.invalid", $"'{request.Phone}' is no possible phone number; write it with its country code, such as +86 138 0013 8000.");
        data = new CustomerData
        {
            Kind = request.Kind ?? CustomerKind.Organisation,
            Role = role,
            Channel = request.Channel,
            Name = request.Name!,
            Phone = phone,
            Email = string.IsNullOrWhiteSpace(request.Email) ? null : request.Email.Trim(),
            // C7: what a lead is worth is not known before it is converted.
            Grade = ValueGrade.Potential,
            OwnerId = string.IsNullOrWhiteSpace(request.OwnerId) ? null : request.OwnerId.Trim(),
            Team = string.IsNullOrWhiteSpace(request.Team) ? team ?? options.Value.MarketingTeam : request.Team.Trim(),
            Address = ToDomain(request.Address),
            Language = request.Language ?? "zh-Hans",
            Source = request.Source,
            ReferredBy = request.ReferredBy,
        };
        return Customer.Check(data);
    }

    private static Address ToDomain(LeadAddress? a) => a is null ? new Address() : new Address
    {
        Street = a.Street,
        City = a.City,
        Region = a.Region,
        PostalCode = a.PostalCode,
        Country = a.Country,
        Latitude = a.Latitude,
        Longitude = a.Longitude,
    };
}
