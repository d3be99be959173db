//! A made-up archive of any size, for benches and for tests that count: what a post says depends
//! on its number alone, so that two archives differ in their sizes and in nothing else. All text
//! is put together from the words below.

#![allow(dead_code, reason = "each bench and test uses its part")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::{fs, io};

use kanbao::library::{Library, RootId};
use kanbao::post::{Post, PostDate};

/// 2024-11-30, the day of the newest post: midnight in Shanghai, as seconds since 1970.
const LAST_DAY: i64 = 1_732_896_000;
const DAY: i64 = 86_400;
/// Days that the posts of every archive are spread over.
const DAYS: i64 = 1_000;
/// Seconds that a clock in Shanghai is ahead.
const SHANGHAI: i32 = 8 * 3600;
/// Tags that posts have; the first ones are common, the last ones rare.
const TAGS: usize = 300;

/// Who does something in a title.
const WHO: [&str; 20] = [
    "建设银行",
    "工商银行",
    "招商证券",
    "中国人民银行",
    "国家统计局",
    "长城汽车",
    "重庆市政府",
    "上海期货交易所",
    "金融监管总局",
    "青岛啤酒",
    "一家新能源企业",
    "多家保险公司",
    "深圳一所中学",
    "北京市民",
    "专家组",
    "苹果公司（Apple）",
    "ソニー、新型カメラで",
    "삼성전자는",
    "臺灣半導體業者",
    "OpenSUSE 社区",
];
/// What it does.
const DOES: [&str; 16] = [
    "宣布下调利率",
    "发布年度报告",
    "推动高质量发展",
    "首次披露业绩预告",
    "与地方政府签署合作协议",
    "加快数字化转型",
    "回应市场关切",
    "召开新闻发布会",
    "上调全年增长目标",
    "完成新一轮融资",
    "开展反洗钱培训",
    "在第7期论坛上介绍经验",
    "调整产品结构",
    "提醒防范电信诈骗",
    "打造“一站式”服务平台",
    "走进社区",
];
/// What follows of it.
const SO: [&str; 16] = [
    "市场预期总体平稳",
    "分析人士称影响有限",
    "三大指数小幅收涨",
    "有关负责人作出说明",
    "成交额突破1.2万亿元",
    "同比增长18.6%",
    "“不会一刀切”",
    "居民收入继续增长",
    "业内关注后续政策",
    "春耕备耕有序展开",
    "消费者最关心什么？",
    "这五个问题值得一问",
    "記者現場直擊",
    "城市里的一棵树🌳",
    "اقتصاد",
    "what it means for readers",
];
/// Sentences that bodies are made of.
const SENTENCES: [&str; 10] = [
    "人民币汇率走势平稳，跨境资金流动均衡，市场预期总体稳定。",
    "有关负责人表示，下一步将“稳中求进”，着力扩大内需。",
    "据统计，一季度全市实现地区生产总值1,286.4亿元，同比增长6.1%。",
    "记者在现场看到，排队的市民不少，秩序井然。",
    "多家机构认为，利率下行空间仍在，但节奏会更慢。",
    "该行相关业务负责人介绍，线上办理只需三分钟。",
    "详情见<a href=\"https://data.example.cn/2024?x=1\">数据全文</a>。",
    "日本語の記事もここにあります。한국어 문장도 있습니다.",
    "The report was published in English as well.",
    "长文章要一行一行地读，读到最后一行才算读完。",
];
/// Categories, the common ones first.
const CATEGORIES: [&str; 12] =
    ["财经要闻", "市场快讯", "公司", "银行", "保险", "宏观", "期货", "基金", "港股", "科技", "能源", "副刊"];
/// Where texts come from.
const HOSTS: [&str; 6] = [
    "news.example.cn",
    "finance.example.com",
    "bank.example.cn",
    "tech.example.jp",
    "www.example.kr",
    "blog.example.org",
];

/// The sizes that benches run at: those of `KANBAO_BENCH_POSTS` (`1000`, `10000,1000000`), else
/// what the program has to carry without being felt, and less.
pub fn sizes() -> Vec<u32> {
    let asked = std::env::var("KANBAO_BENCH_POSTS").unwrap_or_default();
    let asked: Vec<u32> = asked.split(',').filter_map(|size| size.trim().parse().ok()).collect();
    if asked.is_empty() { vec![1_000, 10_000, 100_000] } else { asked }
}

/// The list of an archive of so many posts, made once for all benches.
pub fn shared(posts: u32) -> &'static Library {
    static LISTS: Mutex<BTreeMap<u32, &'static Library>> = Mutex::new(BTreeMap::new());
    let mut lists = LISTS.lock().unwrap_or_else(PoisonError::into_inner);
    lists.entry(posts).or_insert_with(|| Box::leak(Box::new(Corpus(posts).library())))
}

/// An archive of so many posts.
#[derive(Debug, Clone, Copy)]
pub struct Corpus(pub u32);

/// A number that looks drawn, from a number.
fn drawn(number: u32, salt: u32, below: usize) -> usize {
    let mut mixed = (u64::from(number) << 32 | u64::from(salt)).wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((mixed ^ mixed >> 31) % below.max(1) as u64) as usize
}

/// The same, small numbers more often: a name of twelve has a third of all posts.
fn common(number: u32, salt: u32, below: usize) -> usize {
    let drawn = drawn(number, salt, 10 * below) as u64;
    (drawn.pow(3) / (1_000 * (below.max(1) as u64).pow(2))) as usize
}

fn pick<'a>(number: u32, salt: u32, from: &[&'a str]) -> &'a str {
    from[drawn(number, salt, from.len())]
}

fn tag(at: usize) -> String {
    match at {
        0 => "要闻".to_owned(),
        1 => "银行".to_owned(),
        2 => "数据".to_owned(),
        _ => format!("{}{at}", WHO[at % 16]),
    }
}

impl Corpus {
    /// The post of a number; 0 is the newest.
    pub fn post(self, number: u32) -> Post {
        let seconds = LAST_DAY + DAY - 1 - i64::from(number) * DAYS * DAY / i64::from(self.0.max(1));
        let date = PostDate { seconds, offset: SHANGHAI };
        let host = pick(number, 4, &HOSTS);
        let mut tags: Vec<String> =
            (0..=drawn(number, 5, 3)).map(|nth| tag(common(number, 10 + nth as u32, TAGS))).collect();
        tags.dedup();
        Post {
            path: format!("_posts/{}-xinwen-{number}.md", date.day()),
            title: title(number),
            date: Some(date),
            categories: vec![CATEGORIES[common(number, 30, CATEGORIES.len())].to_owned()],
            tags,
            source: Some(format!("https://{host}/{number}.html")),
            author: number.is_multiple_of(4).then(|| format!("记者{}", drawn(number, 40, 80))),
            ..Post::default()
        }
    }

    /// Every post, the newest first.
    pub fn posts(self) -> impl Iterator<Item = Post> {
        (0..self.0).map(move |number| self.post(number))
    }

    /// The list of the archive.
    pub fn library(self) -> Library {
        let mut library = Library::default();
        self.posts().for_each(|post| {
            library.push(RootId(0), &post);
        });
        library
    }

    /// Writes the archive as a Jekyll site.
    ///
    /// # Errors
    /// When something cannot be written.
    pub fn write(self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder.join("_posts"))?;
        fs::write(folder.join("_config.yml"), "title: 晨报\ntimezone: Asia/Shanghai\n")?;
        (0..self.0).try_for_each(|number| {
            let post = self.post(number);
            fs::write(folder.join(&post.path), text(number, &post))
        })
    }
}

/// Forty to a hundred columns.
fn title(number: u32) -> String {
    let (who, does, so) = (pick(number, 1, &WHO), pick(number, 2, &DOES), pick(number, 3, &SO));
    let more = match number % 3 {
        0 => format!("，{}", pick(number, 6, &SO)),
        1 => format!("（第{}号）", drawn(number, 7, 3_000)),
        _ => format!("，金额{}.{}亿元", drawn(number, 8, 900), drawn(number, 9, 100)),
    };
    format!("{who}{does}：{so}{more}")
}

/// A post as its file.
fn text(number: u32, post: &Post) -> String {
    let seconds = post.date.map_or(0, |date| date.seconds + i64::from(date.offset)).rem_euclid(DAY);
    let day = post.date.map(|date| date.day()).unwrap_or_default();
    let time = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    let mut text = format!("---\ntitle: \"{}\"\ndate: {day} {time} +0800\n", post.title);
    let _ = writeln!(text, "categories: {}\ntags: [{}]", post.categories.join(" "), post.tags.join(", "));
    let _ = writeln!(text, "source_url: {}", post.source.as_deref().unwrap_or_default());
    if let Some(author) = &post.author {
        let _ = writeln!(text, "author: {author}");
    }
    text.push_str("---\n");
    text + &body(number)
}

/// The text of a post: a few hundred bytes to a few thousand.
pub fn body(number: u32) -> String {
    let markdown = number.is_multiple_of(5);
    let mut text = String::new();
    for paragraph in 0..2 + common(number, 50, 8) as u32 {
        let salt = 60 + paragraph * 8;
        let sentences: String = (0..2 + drawn(number, salt, 4) as u32)
            .map(|nth| pick(number, salt + 1 + nth, &SENTENCES))
            .collect();
        let _ = match markdown {
            true => writeln!(text, "{sentences}\n"),
            false => writeln!(text, "<p>{sentences}</p>"),
        };
    }
    text
}
