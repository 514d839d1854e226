using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Remedies;

/// <summary>S6: where a remedy stands.</summary>
public enum RemedyState
{
    [Names("Awaiting approval", "待审批", "待審批")] AwaitingApproval,
    [Names("Approved", "已批准", "已核准")] Approved,
    [Names("Rejected", "已拒绝", "已拒絕")] Rejected,
    [Names("Withdrawn", "已撤回", "已撤回")] Withdrawn,
    [Names("Booked", "已入账", "已入帳")] Booked,
}
