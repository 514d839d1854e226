using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Articles;

/// <summary>S10: what a text is for.</summary>
public enum ArticleKind
{
    [Names("Knowledge article", "知识文章", "知識文章")] Article,
    [Names("Service standard", "服务标准", "服務標準")] Standard,
}
