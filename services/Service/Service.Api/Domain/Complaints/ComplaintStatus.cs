using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S4: the lifecycle of ISO 10002. Derived from what was recorded, never set by hand.</summary>
public enum ComplaintStatus
{
    [Names("Received", "已接收", "已接收")] Received,
    [Names("Acknowledged", "已确认收到", "已確認收到")] Acknowledged,
    [Names("Assessed", "已评估", "已評估")] Assessed,
    [Names("Investigating", "调查处理中", "調查處理中")] Investigating,
    [Names("Responded", "已答复", "已答覆")] Responded,
    [Names("Closed", "已结案", "已結案")] Closed,
    [Names("Reopened", "重新打开", "重新開啟")] Reopened,
    [Names("Escalated", "已升级", "已升級")] Escalated,
}
