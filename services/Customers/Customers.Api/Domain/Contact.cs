using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>One way to reach a contact, with what the contact said to it (C3).</summary>
public sealed record ContactPoint
{
    public ContactChannel Channel { get; init; }

    /// <summary>E.164 for phones, lower case for mail.</summary>
    public string Value { get; init; } = "";

    public ConsentState Consent { get; init; }

    public DateTimeOffset? ConsentAt { get; init; }
}

/// <summary>A person at an organisation (C3).</summary>
[ToldWhenDeleted]
public sealed class Contact : Entity, IHasHistory
{
    private Contact() { }

    public Guid CustomerId { get; private set; }

    public string Name { get; private set; } = "";

    [Untold(Entirely = true)]
    public string SearchName { get; private set; } = "";

    public string? JobTitle { get; private set; }

    public string? Department { get; private set; }

    public IReadOnlyList<ContactPoint> Points { get; private set; } = [];

    public ContactChannel? Preferred { get; private set; }

    public string? Notes { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid HistorySubject => CustomerId;

    public static Contact At(Guid customerId, ContactData data, DateTimeOffset now) =>
        new Contact { CustomerId = customerId, CreatedAt = now }.Take(data);

    // C3: a preferred channel is one the contact can be reached by.
    public static Refusal? Check(ContactData data)
    {
        if (data.Preferred is { } preferred && data.Points.All(point => point.Channel != preferred))
            return Refusal.Invalid("preferred", "contact.preferred-unreachable", "The preferred channel must be one of the contact's channels.");
        if (data.Points.GroupBy(point => (point.Channel, point.Value)).Any(same => same.Count() > 1))
            return Refusal.Invalid("channels", "contact.channel-twice", "The same channel is given twice.");
        return null;
    }

    public void Change(ContactData data) => Take(data);

    private Contact Take(ContactData data)
    {
        Name = data.Name.Trim();
        SearchName = SearchText.OfName(Name);
        JobTitle = data.JobTitle;
        Department = data.Department;
        Points = [.. data.Points];
        Preferred = data.Preferred;
        Notes = data.Notes;
        return this;
    }
}

/// <summary>What somebody says about a contact; already checked for form.</summary>
public sealed record ContactData(
    string Name, string? JobTitle, string? Department, IReadOnlyList<ContactPoint> Points, ContactChannel? Preferred, string? Notes);
