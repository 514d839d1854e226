using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>A party we do business with (C1): a person or an organisation, its category, who looks after it and where it stands.</summary>
public sealed partial class Customer : Entity, IHasHistory
{
    private Customer() { }

    /// <summary>C1: a file is called by a name that can be seen, whoever opens it.</summary>
    public static Refusal? CheckName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || SearchText.IsInvisible(name)) return Refusal.Invalid("name", "customer.name-empty", "A name has at least one visible character.");
        return name.Any(char.IsControl) ? Refusal.Invalid("name", "customer.name-control", "A name has no line breaks or other control characters.") : null;
    }

    public CustomerKind Kind { get; private set; }

    public CustomerRole Role { get; private set; }

    public SalesChannel? Channel { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The name as it is compared and sorted.</summary>
    [Untold(Entirely = true)]
    public string SearchName { get; private set; } = "";

    public string? Phone { get; private set; }

    /// <summary>The phone's digits from the last to the first, so that its end is found by an index.</summary>
    [Untold(Entirely = true)]
    public string? PhoneReversed { get; private set; }

    public string? Email { get; private set; }

    public string? TaxId { get; private set; }

    public string? ExternalId { get; private set; }

    public Address Address { get; private set; } = new();

    public string Language { get; private set; } = "en";

    public LeadSource Source { get; private set; }

    public Guid? ReferredBy { get; private set; }

    public IReadOnlyList<string> Tags { get; private set; } = [];

    /// <summary>What the organisation's own fields say, by the field's code (C19).</summary>
    public IReadOnlyDictionary<string, string> Custom { get; private set; } = CustomFields.None;

    public string? OwnerId { get; private set; }

    public string Team { get; private set; } = "";

    public CustomerStatus Status { get; private set; }

    /// <summary>The survivor, once merged.</summary>
    public Guid? MergedInto { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid HistorySubject => Id;

    /// <summary>Opens a file. A category comes first (先分类, 再建档).</summary>
    /// <param name="data">What is known.</param>
    /// <param name="by">Token subject of the author.</param>
    /// <param name="createdAt">In the past for a file brought over from another system.</param>
    /// <param name="now">When we got it: what was left alone elsewhere was not left alone here (C6, C13).</param>
    public static Customer Open(CustomerData data, string by, DateTimeOffset createdAt, DateTimeOffset now) => new Customer
    {
        CreatedBy = by,
        CreatedAt = createdAt,
        QuietSince = now,
    }.Take(data);

    /// <summary>C1: what is wrong with the category or the ownership, before anything is stored.</summary>
    public static Refusal? Check(CustomerData data)
    {
        if (data.Channel is null && data.Role != CustomerRole.Supplier)
            return Refusal.Invalid("channel", "category.channel-missing",
                "A sales channel is required for everybody but suppliers: end-customer, agent, franchisee, distributor or partner.");
        return Ownership.Check(data.Grade, data.OwnerId, data.Team);
    }

    /// <summary>Takes what somebody wrote; a change of the grade goes into the grade's own history.</summary>
    public Refusal? Change(CustomerData data, string by, DateTimeOffset now)
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        if (Check(data) is { } wrong) return wrong;
        if (data.Grade != Grade) Note(Axis.Grade, EnumCode.Of(Grade), EnumCode.Of(data.Grade), StandingOrigin.ByHand, by, now);
        Take(data);
        return null;
    }

    /// <summary>C6: gives the customer to another owner or team. Whoever gives it to those who have it has not looked after it by that.</summary>
    public Refusal? TransferTo(string? ownerId, string team, DateTimeOffset now)
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        if (Ownership.Check(Grade, ownerId, team) is { } wrong) return wrong;
        if (InPool || (OwnerId, Team) != (ownerId, team.Trim())) QuietSince = now;
        (OwnerId, Team, InPool) = (ownerId, team.Trim(), false);
        WatchForPool();
        return null;
    }

    public Refusal? RefuseUnlessActive() => Status == CustomerStatus.Active
        ? null
        : Refusal.Conflict("customer.not-active", $"This customer is {Status.ToString().ToLowerInvariant()}; nothing can be changed on it.", ("customerStatus", EnumCode.Of(Status)), ("mergedInto", MergedInto));

    private Customer Take(CustomerData data)
    {
        (Kind, Role, Channel) = (data.Kind, data.Role, data.Channel);
        Name = data.Name.Trim();
        SearchName = SearchText.OfName(Name);
        Phone = data.Phone;
        PhoneReversed = data.Phone is null ? null : new string([.. data.Phone.Where(char.IsAsciiDigit).Reverse()]);
        Email = data.Email?.Trim().ToLowerInvariant();
        TaxId = data.TaxId?.Trim();
        ExternalId = data.ExternalId?.Trim();
        Grade = data.Grade;
        // C6: what somebody has is not in the pool.
        (OwnerId, Team, InPool) = (data.OwnerId, data.Team!, InPool && data.OwnerId is null);
        WatchForPool();
        Address = data.Address;
        Language = data.Language;
        Source = data.Source;
        ReferredBy = data.ReferredBy;
        Tags = [.. data.Tags];
        Custom = data.Custom;
        Remember();
        return this;
    }
}
