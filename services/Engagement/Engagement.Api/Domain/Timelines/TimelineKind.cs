using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Timelines;

/// <summary>E11: what can stand on a customer's timeline, from whichever service it comes.</summary>
public enum TimelineKind
{
    [Names("Call", "电话", "電話")] Call,
    [Names("Visit", "拜访", "拜訪")] Visit,
    [Names("Meeting", "会议", "會議")] Meeting,
    [Names("E-mail", "邮件", "郵件")] Email,
    [Names("Message", "消息", "訊息")] Message,
    [Names("Web", "网络", "網路")] Web,
    [Names("Fax", "传真", "傳真")] Fax,
    [Names("Event", "活动", "活動")] Event,
    [Names("Purchase", "购买", "購買")] Purchase,
    [Names("Stage changed", "阶段变更", "階段變更")] StageChanged,
    [Names("Owner changed", "负责人变更", "負責人變更")] OwnerChanged,
    [Names("Files merged", "档案合并", "檔案合併")] FilesMerged,
    [Names("Complaint opened", "收到投诉", "收到投訴")] ComplaintOpened,
    [Names("Complaint handled", "投诉处理", "投訴處理")] ComplaintStep,
    [Names("Complaint closed", "投诉结案", "投訴結案")] ComplaintClosed,
    [Names("Complaint reopened", "投诉重开", "投訴重開")] ComplaintReopened,
    [Names("Complaint escalated", "投诉升级", "投訴升級")] ComplaintEscalated,
    [Names("Grumble", "埋怨", "埋怨")] Grumble,
    [Names("Survey answered", "问卷反馈", "問卷回饋")] SurveyAnswered,
    [Names("Classified", "客户分类", "客戶分類")] Classified,
    [Names("Consumption zone", "消费区", "消費區")] ZoneChanged,
    [Names("Churn warning", "流失预警", "流失預警")] ChurnWarned,
    [Names("Opportunity", "商机", "商機")] Opportunity,
    [Names("Quote sent", "已发送报价", "已發送報價")] QuoteSent,
    [Names("Contract signed", "签订合同", "簽訂合同")] ContractSigned,
    [Names("Promise", "承诺", "承諾")] Promise,
    [Names("Campaign response", "活动反馈", "活動回饋")] CampaignResponse,
    [Names("Intervention", "流失干预", "流失干預")] Intervention,
    [Names("Outlet entered", "网点登记", "網點登記")] Outlet,
}
