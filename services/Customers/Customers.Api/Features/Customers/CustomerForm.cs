using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>Turns what somebody wrote into what the domain takes. The API and the import come through here, so both judge alike.</summary>
internal sealed class CustomerForm(IOptions<CustomersOptions> options, FieldRegister register)
{
    private const int LongestTag = 40;
    private const int MostTags = 50;

    /// <summary>Null and the data, or what is wrong.</summary>
    /// <param name="request">What was written.</param>
    /// <param name="caller">Whose team a file without an owner belongs to.</param>
    /// <param name="known">The file that is changed; null when one is opened.</param>
    /// <param name="data">What the domain takes.</param>
    public Refusal? Read(CustomerRequest request, Caller caller, Customer? known, out CustomerData data)
    {
        var wrong = ReadAll(request, caller, known, out data);
        return wrong.Count == 0 ? null : wrong[0];
    }

    /// <summary>The same, with everything that is wrong; the data where nothing is.</summary>
    public IReadOnlyList<Refusal> ReadAll(CustomerRequest request, Caller caller, Customer? known, out CustomerData data)
    {
        var wrong = new List<Refusal>();
        if (Customer.CheckName(request.Name) is { } nameless) wrong.Add(nameless);
        var phone = string.IsNullOrWhiteSpace(request.Phone) ? null : Phone.ToE164(request.Phone, options.Value.Region);
        if (phone is null && !string.IsNullOrWhiteSpace(request.Phone))
            wrong.Add(Refusal.Invalid("phone", "phone.invalid", $"'{request.Phone}' is no possible phone number; write it with its country code, such as +86 138 0013 8000."));
        if (request.Tags is not null && request.Tags.Any(tag => string.IsNullOrWhiteSpace(tag) || tag.Length > LongestTag))
            wrong.Add(Refusal.Invalid("tags", "tag.invalid", $"A tag has 1 to {LongestTag} characters."));
        // C16: what a merge has joined can be written back as it was read.
        else if (request.Tags?.Count > Math.Max(MostTags, known?.Tags.Count ?? 0))
            wrong.Add(Refusal.Invalid("tags", "tag.too-many", $"A customer has up to {MostTags} tags; these are {request.Tags.Count}."));
        var custom = CustomValues.Read(request.Custom, request.Role, register.Fields, known?.Custom ?? CustomFields.None, wrong);

        // C6, X1: the default team's file would be lost to whoever opens it: without a team they see only their own.
        if (known is null && caller is { SeesAll: false, Team: null } && NullIfBlank(request.Team) is null && NullIfBlank(request.OwnerId) is null)
            wrong.Add(Refusal.Invalid("team", "ownership.team-missing", "You are in no team and see only customers of your own: say whose it is, with yourself as ownerId or with a team."));

        var grade = request.Grade ?? known?.Grade ?? ValueGrade.Potential;
        data = new CustomerData
        {
            Kind = request.Kind,
            Role = request.Role,
            Channel = request.Channel,
            Name = request.Name,
            Phone = phone,
            Email = NullIfBlank(request.Email),
            TaxId = NullIfBlank(request.TaxId),
            ExternalId = NullIfBlank(request.ExternalId),
            Grade = grade,
            // A file stays in its owner's and team's hands until it is transferred (C6).
            OwnerId = known is null ? NullIfBlank(request.OwnerId) : known.OwnerId,
            Team = known?.Team ?? NullIfBlank(request.Team) ?? caller.Team ?? (grade == ValueGrade.Potential ? options.Value.MarketingTeam : options.Value.SalesTeam),
            Address = request.Address?.ToDomain() ?? new Address(),
            Language = request.Language ?? "zh-Hans",
            Source = request.Source ?? LeadSource.Other,
            ReferredBy = request.ReferredBy,
            Custom = custom,
            Tags = [.. (request.Tags ?? []).OfType<string>().Select(tag => tag.Trim()).DistinctBy(SearchText.Normalise)],
        };
        if (Customer.Check(data) is { } refusal) wrong.Add(refusal);
        if (wrong.Count > 0) data = null!;
        return wrong;
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
