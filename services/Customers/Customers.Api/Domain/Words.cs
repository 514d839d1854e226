using System.Text.Json.Serialization;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

public enum CustomerKind
{
    [Names("Person", "个人", "個人")] Person,
    [Names("Organisation", "组织", "組織")] Organisation,
}

/// <summary>C1: the part a party plays; chosen before the file is opened.</summary>
public enum CustomerRole
{
    [Names("Supplier", "供应商", "供應商")] Supplier,
    [Names("Demander", "需求方", "需求方")] Demander,
    [Names("Core customer (both)", "核心客户", "核心客戶")] Both,
    [Names("Auxiliary customer", "辅助客户", "輔助客戶")] Auxiliary,
}

/// <summary>C1: through which channel we sell to it.</summary>
public enum SalesChannel
{
    [Names("End customer", "终端客户", "終端客戶")] EndCustomer,
    [Names("Agent", "代理商", "代理商")] Agent,
    [Names("Franchisee", "加盟商", "加盟商")] Franchisee,
    [Names("Distributor", "经销商", "經銷商")] Distributor,
    [Names("Partner", "合作伙伴", "合作夥伴")] Partner,
}

/// <summary>C5: what a customer is worth to us.</summary>
public enum ValueGrade
{
    [Names("Strategic", "战略客户", "戰略客戶")] Strategic,
    [Names("Important", "重要客户", "重要客戶")] Important,
    [Names("Ordinary", "一般客户", "一般客戶")] Ordinary,
    [Names("Potential", "潜在客户", "潛在客戶")] Potential,
}

/// <summary>C5: target when the first contact was made, current while business is under way.</summary>
public enum Maturity
{
    [Names("Current", "现行客户", "現行客戶")] Current,
    [Names("Target", "目标客户", "目標客戶")] Target,
    [Names("Potential", "潜在客户", "潛在客戶")] Potential,
}

/// <summary>C5: how warm the relationship is now.</summary>
public enum Heat
{
    [Names("Low", "低热度", "低熱度")] Low,
    [Names("Mid", "中热度", "中熱度")] Mid,
    [Names("High", "高热度", "高熱度")] High,
}

/// <summary>C5, I3: where consumption is going.</summary>
public enum ConsumptionZone
{
    [Names("Value zone", "价值区", "價值區")] Value,
    [Names("Potential zone", "潜力区", "潛力區")] Potential,
    [Names("Migrating zone", "迁移区", "遷移區")] Migrating,
    [Names("Freezing zone", "冰点区", "冰點區")] Freezing,
}

/// <summary>C4: the class from purchases.</summary>
public enum AbcClass
{
    [Names("A", "A 类", "A 類"), JsonStringEnumMemberName("A")] A,
    [Names("B", "B 类", "B 類"), JsonStringEnumMemberName("B")] B,
    [Names("C", "C 类", "C 類"), JsonStringEnumMemberName("C")] C,
}

/// <summary>C9: the five stages of a relationship.</summary>
public enum RelationshipStage
{
    [Names("Stranger", "陌生期", "陌生期")] Stranger,
    [Names("Establishing", "建立期", "建立期")] Establishing,
    [Names("Evaluating", "考察期", "考察期")] Evaluating,
    [Names("Growing", "成长期", "成長期")] Growing,
    [Names("Mature", "成熟期", "成熟期")] Mature,
}

/// <summary>E6: before the sale, during it, after it, as Engagement tells it.</summary>
public enum SalesPhase
{
    [Names("Pre-sale", "售前", "售前")] PreSale,
    [Names("In-sale", "售中", "售中")] InSale,
    [Names("After-sale", "售后", "售後")] AfterSale,
}

/// <summary>C7: how we came to know of a customer.</summary>
public enum LeadSource
{
    [Names("Acquaintance", "缘故", "緣故")] Acquaintance,
    [Names("Professional contact", "业内人士", "業內人士")] Professional,
    [Names("Referral by a customer", "客户转介绍", "客戶轉介紹")] Referral,
    [Names("Another salesperson", "其他销售人员", "其他銷售人員")] OtherSalesperson,
    [Names("List or yellow pages", "名录黄页", "名錄黃頁")] List,
    [Names("Canvassing", "扫街", "掃街")] Canvassing,
    [Names("Web", "网络", "網路")] Web,
    [Names("Exhibition", "展会", "展會")] Exhibition,
    [Names("Roadshow", "路演", "路演")] Roadshow,
    [Names("Other", "其他", "其他")] Other,
}

public enum CustomerStatus
{
    [Names("Active", "有效", "有效")] Active,
    [Names("Merged", "已合并", "已合併")] Merged,
    [Names("Erased", "已清除", "已清除")] Erased,
}

/// <summary>C3: a way to reach somebody.</summary>
public enum ContactChannel
{
    [Names("Phone", "电话", "電話")] Phone,
    [Names("Email", "电子邮件", "電子郵件")] Email,
    [Names("WeChat", "微信", "微信")] Wechat,
    [Names("Address", "地址", "地址")] Address,
}

/// <summary>C3: what somebody said to being contacted this way.</summary>
public enum ConsentState
{
    [Names("Not asked", "未询问", "未詢問")] Unknown,
    [Names("Given", "同意", "同意")] Given,
    [Names("Withdrawn", "撤回", "撤回")] Withdrawn,
}
