using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain;

/// <summary>E1, E2: why somebody is called, visited or written to. The last four are the acts of upkeep.</summary>
public enum ActivityPurpose
{
    [Names("Complaint", "投诉", "投訴")] Complaint,
    [Names("Information", "咨询", "諮詢")] Information,
    [Names("Logistics", "物流", "物流")] Logistics,
    [Names("Care", "关怀", "關懷")] Care,
    [Names("Objection", "异议", "異議")] Objection,
    [Names("Sales", "销售", "銷售")] Sales,
    [Names("Survey", "调研", "調研")] Survey,
    [Names("Invitation", "邀约", "邀約")] Invitation,
    [Names("Build trust", "交心", "交心")] Trust,
    [Names("Diagnose", "把脉", "把脈")] Diagnose,
    [Names("Convey policy and promotion", "传达", "傳達")] Convey,
    [Names("Explore growth", "探索成长", "探索成長")] GrowthPath,
}
