namespace CrmPlatform.ServiceDefaults.Privacy;

/// <summary>Which fields of events, answers and jobs say something personal, whatever they say.</summary>
public sealed class ErasureOptions
{
    /// <summary>Texts that are replaced by <see cref="Erasure.Replacement"/>; a service adds those of its own events.</summary>
    public ISet<string> Texts { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "name", "displayName", "customerName", "contactName", "personName", "searchName", "jobTitle", "department", "label", "proof", "note", "notes", "text", "body", "html", "message", "comment",
        "comments", "reason", "reasons", "remark", "remarks", "description", "summary", "subject", "title", "to", "detail", "restated", "outcome", "values", "tags",
    };

    /// <summary>Fields that are taken away.</summary>
    public ISet<string> Dropped { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "phone", "email", "mail", "wechat", "taxId", "externalId", "address", "street", "city", "region", "postalCode", "latitude", "longitude", "birthday", "custom",
        "customFields", "profile",
    };
}
