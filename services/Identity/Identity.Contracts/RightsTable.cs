using static CrmPlatform.Identity.Contracts.Permissions;

namespace CrmPlatform.Identity.Contracts;

/// <summary>One permission and how far it reaches in each role.</summary>
public sealed record Right(string Permission, string Meaning, Reach Admin, Reach Manager, Reach Sales, Reach Agent, Reach Analyst)
{
    public Reach Of(string role) => role switch
    {
        Roles.Admin => Admin,
        Roles.Manager => Manager,
        Roles.Sales => Sales,
        Roles.Agent => Agent,
        Roles.Analyst => Analyst,
        _ => Reach.None,
    };
}

/// <summary>
/// The one table of rights (X1). Every service decides by it for itself; clients can read it at <c>/api/v1/permissions</c>. A program
/// (<c>client-app</c>) has the rights of the roles its client was given beside it and none by that word alone.
/// </summary>
public static class RightsTable
{
    private const Reach No = Reach.None;
    private const Reach Own = Reach.Own;
    private const Reach Team = Reach.Team;
    private const Reach All = Reach.All;

    public static IReadOnlyList<Right> Rights { get; } =
    [
        // permission                 what it allows                                            admin manager sales agent analyst
        new(CustomersRead, "See customers, contacts and their history", All, All, Team, All, All),
        new(CustomersWrite, "Create and change customers and contacts", All, All, Team, All, No),
        new(CustomersTransfer, "Give customers to another owner or team", All, All, Own, No, No),
        new(CustomersMerge, "Merge duplicates and undo it", All, All, Team, No, No),
        new(CustomersErase, "Erase a person, and collect all that is held on one", All, No, No, No, No),
        new(CustomersSensitive, "Read and write income, funds, health and family", All, All, Own, No, No),
        new(CustomersClassify, "Override class, grade and the other axes", All, All, No, No, No),
        new(EvidenceRecord, "Record stage evidence by hand", All, All, Team, No, No),
        new(PoolClaim, "Claim customers from the public pool", All, All, All, No, No),
        new(LeadsWrite, "Record, convert and disqualify leads", All, All, Team, All, No),
        new(StaffRead, "See the staff register", All, All, All, All, All),
        new(StaffWrite, "Keep the staff register", All, All, No, No, No),
        new(ProductsRead, "See the product register", All, All, All, All, All),
        new(ProductsWrite, "Keep the product register", All, All, No, No, No),
        new(PurchasesRead, "See the sales ledger", All, All, Team, All, All),
        new(PurchasesWrite, "Write into the sales ledger", All, All, Team, No, No),
        new(LoyaltyWrite, "Book points and rewards", All, All, Team, All, No),
        new(LoyaltyManage, "Keep the loyalty programme", All, All, No, No, No),
        new(DataImport, "Import data in bulk", All, All, No, No, No),
        new(DataExport, "Export data in bulk", All, All, No, No, All),
        new(SettingsManage, "Change rules, calendars, registers and custom fields", All, All, No, No, No),
        new(ActivitiesRead, "See visits, calls and other activities", All, All, Team, All, All),
        new(ActivitiesWrite, "Plan and record visits, calls and other activities", All, All, Team, All, No),
        new(TasksRead, "See tasks", All, All, Team, Team, All),
        new(TasksWrite, "Create and finish tasks", All, All, Team, Team, No),
        new(TimelineRead, "See a customer's timeline", All, All, Team, All, All),
        new(GuidesRead, "Use conversation guides", All, All, All, All, All),
        new(GuidesWrite, "Write conversation guides", All, All, No, No, No),
        new(RoutesWrite, "Plan and walk canvassing routes", All, All, Team, No, No),
        new(OpportunitiesRead, "See opportunities and forecasts", All, All, Team, No, All),
        new(OpportunitiesWrite, "Work on opportunities", All, All, Team, No, No),
        new(PromisesRead, "See promises", All, All, Team, All, All),
        new(PromisesWrite, "Make promises to customers", All, All, Team, All, No),
        new(PromisesApprove, "Approve promises beyond policy", All, All, No, No, No),
        new(CampaignsRead, "See campaigns and market research", All, All, All, All, All),
        new(CampaignsWrite, "Run campaigns", All, All, No, No, No),
        new(ComplaintsRead, "See complaints", All, All, Team, All, All),
        new(ComplaintsWrite, "Open and handle complaints", All, All, Team, All, No),
        new(ComplaintsAssign, "Assign complaints and keep the assignment rules", All, All, No, No, No),
        new(RemediesApprove, "Approve remedies beyond one's limit", All, All, No, No, No),
        new(SurveysRead, "See surveys and their results", All, All, Team, All, All),
        new(SurveysWrite, "Design and send surveys", All, All, No, All, No),
        new(ArticlesRead, "Read standards and knowledge articles", All, All, All, All, All),
        new(ArticlesWrite, "Write standards and knowledge articles", All, All, No, All, No),
        new(CausesWrite, "Keep causes and corrective actions", All, All, No, All, No),
        new(InsightsRead, "See dashboards, scores and forecasts", All, All, Team, All, All),
        new(InsightsManage, "Rebuild, recompute and set targets", All, All, No, No, All),
        new(WebhooksManage, "Subscribe to events", All, No, No, No, No),
        new(StreamRead, "Receive live updates", All, All, Team, All, All),
        new(UsersManage, "Keep users, clients and their roles", All, No, No, No, No),
        new(SessionsRead, "See sign-ins and their audit", All, Own, Own, Own, Own),
        new(SessionsEnd, "End sessions", All, Own, Own, Own, Own),
        new(OperationsManage, "Look after dead letters, rebuilds and keys", All, No, No, No, No),
    ];

    private static readonly Dictionary<string, Right> ByPermission = Rights.ToDictionary(right => right.Permission);

    public static Reach Of(string role, string permission) =>
        ByPermission.TryGetValue(permission, out var right) ? right.Of(role) : Reach.None;
}
