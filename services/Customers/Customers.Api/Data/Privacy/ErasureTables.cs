namespace CrmPlatform.Customers.Data.Privacy;

/// <summary>What an erasure does with the rows of a table that belong to the customer (C20).</summary>
/// <param name="Name">The table.</param>
/// <param name="Column">Holds the customer's id.</param>
internal sealed record ErasureTable(string Name, string Column = "CustomerId")
{
    /// <summary>The rows go.</summary>
    public bool Removed { get; init; }

    /// <summary>Texts that become <c>erased</c> where there is one.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Columns that become empty.</summary>
    public IReadOnlyList<string> Emptied { get; init; } = [];

    /// <summary>JSON that becomes an empty list.</summary>
    public IReadOnlyList<string> EmptyLists { get; init; } = [];

    /// <summary>Texts that say nothing of a person: who of ours did it, codes, numbers of books.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];
}

/// <summary>Every table that knows a customer by its id. A test holds this list, text column by text column, against the model.</summary>
internal static class ErasureTables
{
    public static IReadOnlyList<ErasureTable> All { get; } =
    [
        new("Contacts") { Texts = ["Name", "SearchName"], Emptied = ["JobTitle", "Department", "Notes", "Preferred"], EmptyLists = ["Points"] },
        new("ContactTerms") { Removed = true },
        new("Orders") { Kept = ["Number", "Currency"] },
        new("StageEvidence") { Texts = ["Reason"], Kept = ["Kind", "Origin", "By"] },
        new("StandingEntries") { Texts = ["Reason", "ReasonZhHans", "ReasonZhHant"], Kept = ["Axis", "From", "To", "Origin", "By"] },
        new("Qualifications") { Kept = ["Money", "Authority", "Need"] },
        new("Leads") { Texts = ["Note", "Reason"], Kept = ["Source", "State", "Campaign", "Loss", "CreatedBy", "ClosedBy"] },
        new("Profiles") { Removed = true },
        new("AccountPlans") { Removed = true },
        new("DecisionChains") { Removed = true },
        new("Relationships") { Removed = true },
        new("RelationshipCosts") { Texts = ["Note"], Kept = ["Kind", "By"] },
        new("SensitiveReads") { Kept = ["By", "ByName", "TraceId"] },
        new("ActivityMarks"),
        new("OpportunityMarks"),
        new("ComplaintMarks"),
        new("PoolClaims") { Kept = ["By"] },
        new("PointsLots"),
        new("PointsTransactions") { Texts = ["Reason"], Kept = ["Kind", "Reference", "RewardCode", "By"] },
        new("PointsPostings") { Kept = ["Account"] },
        new("OfferResponses") { Kept = ["Answer", "By"] },
        new("CareDates") { Removed = true },
        new("SegmentMembers") { Removed = true },
        // Not re-pointed by a merge: what an import did, it did to the file of then.
        new("ImportMarks", "Subject") { Emptied = ["Before", "After", "Print"], Kept = ["Ordinals"] },
        new("Consents") { Texts = ["Proof"], Kept = ["Purpose", "Channel", "Source", "By"] },
    ];
}
