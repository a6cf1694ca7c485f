//! How translucent panels mix with what lies under them.
//!
//! egui hands over colours that were multiplied by their opacity as they are seen (gamma), and the picture mixes them by
//! light (linear). Taken as they are, a pale veil over a pale ground comes out grey, and every soft edge gets a dark
//! rim. So the shader is told to undo the multiplication before it turns colour into light, and to do it again after.

use bevy::prelude::*;
use bevy::shader::Source;
use bevy_egui::render::EGUI_SHADER_HANDLE;

/// How the shader ends as it comes.
const PLAIN: &str = "return vec4<f32>(linear_from_gamma_rgb(color_gamma.rgb), color_gamma.a);";

/// How it should end. A colour without opacity adds light and is left as it is.
const BY_LIGHT: &str = "if color_gamma.a <= 0.0 { \
    return vec4<f32>(linear_from_gamma_rgb(color_gamma.rgb), color_gamma.a); } \
    let straight = min(color_gamma.rgb / color_gamma.a, vec3<f32>(1.0)); \
    return vec4<f32>(linear_from_gamma_rgb(straight) * color_gamma.a, color_gamma.a);";

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreStartup, mix_by_light);
}

fn mix_by_light(mut shaders: ResMut<Assets<Shader>>) {
    if let Some(mut shader) = shaders.get_mut(&EGUI_SHADER_HANDLE)
        && let Source::Wgsl(text) = &shader.source
        && let Some(text) = mixing_by_light(text)
    {
        shader.source = Source::Wgsl(text.into());
    }
}

/// The shader's text with the other end; `None` when it does not end as expected.
pub fn mixing_by_light(text: &str) -> Option<String> {
    text.contains(PLAIN).then(|| text.replace(PLAIN, BY_LIGHT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shader_ends_as_expected() {
        let mut app = bevy::app::App::new();
        app.add_plugins((MinimalPlugins, AssetPlugin::default(), plugin)).init_asset::<Shader>();
        let before = format!("fn f() {{ {PLAIN} }}");
        let shader = Shader::from_wgsl(before, "panels.wgsl");
        app.world_mut()
            .resource_mut::<Assets<Shader>>()
            .insert(&EGUI_SHADER_HANDLE, shader)
            .expect("it can be put there");
        app.update();
        let shaders = app.world().resource::<Assets<Shader>>();
        let Some(Source::Wgsl(text)) = shaders.get(&EGUI_SHADER_HANDLE).map(|shader| &shader.source) else {
            panic!("the shader is gone");
        };
        assert!(text.contains("let straight"), "{text}");
    }
}
