using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain;

/// <summary>E1: why somebody is called, visited or written to.</summary>
public enum ActivityPurpose
{
    [Names("Complaint", "投诉", "投訴")] Complaint,
    [Names("Information", "咨询", "諮詢")] Information,
    [Names("Logistics", "物流", "物流")] Logistics,
    [Names("Care", "关怀", "關懷")] Care,
    [Names("Objection", "异议", "異議")] Objection,
    [Names("Sales", "销售", "銷售")] Sales,
    [Names("Survey", "调研", "調研")] Survey,
}
