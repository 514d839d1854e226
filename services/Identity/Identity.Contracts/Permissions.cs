namespace CrmPlatform.Identity.Contracts;

/// <summary>Everything somebody can be allowed to do (X1). The names stand in <see cref="RightsTable"/> and beside each endpoint.</summary>
public static class Permissions
{
    public const string CustomersRead = "customers.read";
    public const string CustomersWrite = "customers.write";
    public const string CustomersTransfer = "customers.transfer";
    public const string CustomersMerge = "customers.merge";
    public const string CustomersErase = "customers.erase";
    public const string CustomersSensitive = "customers.sensitive";
    public const string CustomersClassify = "customers.classify";
    public const string EvidenceRecord = "customers.evidence";
    public const string PoolClaim = "pool.claim";
    public const string LeadsWrite = "leads.write";
    public const string StaffRead = "staff.read";
    public const string StaffWrite = "staff.write";
    public const string ProductsRead = "products.read";
    public const string ProductsWrite = "products.write";
    public const string PurchasesRead = "purchases.read";
    public const string PurchasesWrite = "purchases.write";
    public const string LoyaltyWrite = "loyalty.write";
    public const string LoyaltyManage = "loyalty.manage";
    public const string DataImport = "data.import";
    public const string DataExport = "data.export";
    public const string SettingsManage = "settings.manage";

    public const string ActivitiesRead = "activities.read";
    public const string ActivitiesWrite = "activities.write";
    public const string TasksRead = "tasks.read";
    public const string TasksWrite = "tasks.write";
    public const string TimelineRead = "timeline.read";
    public const string GuidesRead = "guides.read";
    public const string GuidesWrite = "guides.write";
    public const string RoutesWrite = "routes.write";
    public const string OpportunitiesRead = "opportunities.read";
    public const string OpportunitiesWrite = "opportunities.write";
    public const string PromisesRead = "promises.read";
    public const string PromisesWrite = "promises.write";
    public const string PromisesApprove = "promises.approve";
    public const string CampaignsRead = "campaigns.read";
    public const string CampaignsWrite = "campaigns.write";

    public const string ComplaintsRead = "complaints.read";
    public const string ComplaintsWrite = "complaints.write";
    public const string ComplaintsAssign = "complaints.assign";
    public const string RemediesApprove = "remedies.approve";
    public const string SurveysRead = "surveys.read";
    public const string SurveysWrite = "surveys.write";
    public const string ArticlesRead = "articles.read";
    public const string ArticlesWrite = "articles.write";
    public const string CausesWrite = "causes.write";

    public const string InsightsRead = "insights.read";
    public const string InsightsManage = "insights.manage";

    public const string WebhooksManage = "webhooks.manage";
    public const string StreamRead = "stream.read";
    public const string UsersManage = "users.manage";
    public const string SessionsRead = "sessions.read";
    public const string SessionsEnd = "sessions.end";
    public const string OperationsManage = "operations.manage";
}
